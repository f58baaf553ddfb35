package adjoint.gpu.kernels;

/** A matrix product with one element for each work item and no local memory, to compare with. */
public final class NaiveProduct extends MatrixProductKernel {
  public float[] left = new float[1];
  public float[] right = new float[1];
  public float[] product = new float[1];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    left = (float[]) first;
    right = (float[]) second;
    product = (float[]) out;
  }

  @Override
  public void run() {
    int column = getGlobalId(0);
    int row = getGlobalId(1);
    if (row < rows && column < columns) {
      float sum = 0;
      for (int i = 0; i < inner; i++) {
        sum += left[row * inner + i] * right[i * columns + column];
      }
      product[row * columns + column] = sum;
    }
  }
}
