package adjoint.gpu.kernels;

/** Leaves a loop early, which Aparapi does not translate. */
public final class Uncompilable extends TiledKernel {
  public float[] values = new float[1];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    values = (float[]) out;
  }

  @Override
  public void run() {
    for (int i = 0; i < 100; i++) {
      if (values[i] > i) {
        break;
      }
      values[i] = 1;
    }
  }
}
