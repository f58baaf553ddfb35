package adjoint.gpu.kernels;

/**
 * Products of matrices in double precision: {@code product[i] = activation(bias + left[i]
 * right[i])}.
 *
 * <p>A group of 16 x 16 work items computes 64 x 64 elements, 4 x 4 in each item's registers, from
 * tiles of both factors in local memory. A factor may lie transposed, so that all four cases read
 * global memory in the order it lies in. Range: columns / 64 and rows / 64, rounded up and times
 * 16, and the number of matrices.
 */
public final class MatrixProductF64 extends MatrixProductKernel {
  /** The left matrices, row by row, or column by column if {@link #leftTransposed}. */
  public double[] left = new double[1];

  /** Left matrices that stay on the device. */
  public double[] kept = new double[1];

  /** The right matrices, row by row, or column by column if {@link #rightTransposed}. */
  public double[] right = new double[1];

  /** What each row starts with, if {@link #biased}. */
  public double[] bias = new double[1];

  /** The products, row by row. */
  public double[] product = new double[1];

  @Local public final double[] tileA = new double[TILE_ELEMENTS];
  @Local public final double[] tileB = new double[TILE_ELEMENTS];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    left = (double[]) first;
    right = (double[]) second;
    kept = (double[]) keptFirst;
    bias = (double[]) start;
    product = (double[]) out;
  }

  @Override
  public void run() {
    int column = getLocalId(0);
    int row = getLocalId(1);
    int item = row * 16 + column;
    int firstColumn = getGroupId(0) * 64;
    int firstRow = getGroupId(1) * 64;
    int matrix = getGlobalId(2);
    double sum00 = 0;
    double sum01 = 0;
    double sum02 = 0;
    double sum03 = 0;
    double sum10 = 0;
    double sum11 = 0;
    double sum12 = 0;
    double sum13 = 0;
    double sum20 = 0;
    double sum21 = 0;
    double sum22 = 0;
    double sum23 = 0;
    double sum30 = 0;
    double sum31 = 0;
    double sum32 = 0;
    double sum33 = 0;
    for (int first = 0; first < inner; first += 8) {
      for (int i = 0; i < 2; i++) {
        loadLeft(matrix, firstRow, first, item, i);
        loadRight(matrix, firstColumn, first, item, i);
      }
      localBarrier();
      sum00 += terms(row, column);
      sum01 += terms(row, column + 16);
      sum02 += terms(row, column + 32);
      sum03 += terms(row, column + 48);
      sum10 += terms(row + 16, column);
      sum11 += terms(row + 16, column + 16);
      sum12 += terms(row + 16, column + 32);
      sum13 += terms(row + 16, column + 48);
      sum20 += terms(row + 32, column);
      sum21 += terms(row + 32, column + 16);
      sum22 += terms(row + 32, column + 32);
      sum23 += terms(row + 32, column + 48);
      sum30 += terms(row + 48, column);
      sum31 += terms(row + 48, column + 16);
      sum32 += terms(row + 48, column + 32);
      sum33 += terms(row + 48, column + 48);
      localBarrier();
    }
    int start = matrix * rows * columns;
    store(start, firstRow + row, firstColumn + column, sum00);
    store(start, firstRow + row, firstColumn + column + 16, sum01);
    store(start, firstRow + row, firstColumn + column + 32, sum02);
    store(start, firstRow + row, firstColumn + column + 48, sum03);
    store(start, firstRow + row + 16, firstColumn + column, sum10);
    store(start, firstRow + row + 16, firstColumn + column + 16, sum11);
    store(start, firstRow + row + 16, firstColumn + column + 32, sum12);
    store(start, firstRow + row + 16, firstColumn + column + 48, sum13);
    store(start, firstRow + row + 32, firstColumn + column, sum20);
    store(start, firstRow + row + 32, firstColumn + column + 16, sum21);
    store(start, firstRow + row + 32, firstColumn + column + 32, sum22);
    store(start, firstRow + row + 32, firstColumn + column + 48, sum23);
    store(start, firstRow + row + 48, firstColumn + column, sum30);
    store(start, firstRow + row + 48, firstColumn + column + 16, sum31);
    store(start, firstRow + row + 48, firstColumn + column + 32, sum32);
    store(start, firstRow + row + 48, firstColumn + column + 48, sum33);
  }

  private void loadLeft(int matrix, int firstRow, int first, int item, int i) {
    int r = item / 8 + 32 * i;
    int d = item % 8;
    if (leftTransposed == 1) {
      r = item % 64;
      d = item / 64 + 4 * i;
    }
    double value = 0;
    if (firstRow + r < rows && first + d < inner) {
      int index = matrix * leftStep + (firstRow + r) * inner + first + d;
      if (leftTransposed == 1) {
        index = matrix * leftStep + (first + d) * rows + firstRow + r;
      }
      if (keptAt < 0) {
        value = left[index];
      } else {
        value = kept[keptAt + index];
      }
    }
    tileA[d * 64 + r] = value;
  }

  private void loadRight(int matrix, int firstColumn, int first, int item, int i) {
    int c = item % 64;
    int d = item / 64 + 4 * i;
    if (rightTransposed == 1) {
      c = item / 8 + 32 * i;
      d = item % 8;
    }
    double value = 0;
    if (firstColumn + c < columns && first + d < inner) {
      int index = matrix * rightStep + (first + d) * columns + firstColumn + c;
      if (rightTransposed == 1) {
        index = matrix * rightStep + (firstColumn + c) * inner + first + d;
      }
      value = right[index];
    }
    tileB[d * 64 + c] = value;
  }

  /** The eight products of the tiles at hand for one row and one column. */
  private double terms(int r, int c) {
    return tileA[r] * tileB[c]
        + tileA[r + 64] * tileB[c + 64]
        + tileA[r + 128] * tileB[c + 128]
        + tileA[r + 192] * tileB[c + 192]
        + tileA[r + 256] * tileB[c + 256]
        + tileA[r + 320] * tileB[c + 320]
        + tileA[r + 384] * tileB[c + 384]
        + tileA[r + 448] * tileB[c + 448];
  }

  private void store(int start, int r, int c, double sum) {
    if (r < rows && c < columns) {
      double value = sum;
      if (biased == 1) {
        value += bias[r];
      }
      product[start + r * columns + c] = activate(value);
    }
  }

  private double activate(double value) {
    double activated = value;
    if (activation == SILU) {
      activated = value / (1 + exp(-value));
    }
    if (activation == RELU && value < 0) {
      activated = 0;
    }
    return activated;
  }
}
