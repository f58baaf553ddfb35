package adjoint.tensor.backend;

/**
 * The inner loop of {@link PixelwiseWeightGradient}: the inner products of a few rows of one matrix
 * with a few rows of another. Each product has {@link #LANES} sums, of which sum l takes the terms
 * l, l + LANES and so on, by fused multiply-add in their order: in plain Java here, and with the
 * same bits elsewhere.
 */
public class InnerProducts {
  /** Rows of the first matrix. */
  public static final int ROWS = 5;

  /** Rows of the second matrix. */
  public static final int COLUMNS = 4;

  /** Sums of an inner product: a multiple of the elements of any vector. */
  public static final int LANES = 16;

  /** Only {@link ScalarBackend} and its descendants need these. */
  protected InnerProducts() {}

  /**
   * Adds terms to all products.
   *
   * @param a the first matrix, whose rows of interest start at {@code fromA}
   * @param b the second matrix, whose rows of interest start at {@code fromB}
   * @param step elements from one row to the next, in both
   * @param count terms, a multiple of {@link #LANES}
   * @param sums the sums of row 0 with 0 to 3, then those of row 1, and so on
   * @param at where they start
   */
  public void add(
      float[] a, int fromA, float[] b, int fromB, int step, int count, float[] sums, int at) {
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      int rowA = fromA + i / COLUMNS * step;
      int rowB = fromB + i % COLUMNS * step;
      for (int k = 0; k < count; k++) {
        int sum = at + i * LANES + k % LANES;
        sums[sum] = Math.fma(a[rowA + k], b[rowB + k], sums[sum]);
      }
    }
  }
}
