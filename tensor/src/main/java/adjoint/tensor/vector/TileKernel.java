package adjoint.tensor.vector;

/**
 * The innermost loop of every matrix product and convolution: a tile of the product of a matrix A,
 * packed in blocks of {@link #rows} rows, with rows of a matrix B that lie anywhere in an array.
 *
 * <p>{@code c[i][j] = start[i] + sum over k of a[k][i] * b[bAt + offsets[k] + j]}, the terms added
 * in the order of k by fused multiply-add, one sum per lane. So the bits do not depend on the
 * tile's shape or the vector width. Because of the offsets a convolution needs no unfolded copy of
 * its input: its rows of B are one line of pixels, shifted.
 *
 * <p>The subclasses differ in vector width and tile shape only. They are written out without inner
 * loops, arrays of vectors or calls that pass vectors, since the JIT compiler keeps vectors in
 * registers only then.
 */
abstract class TileKernel {
  private final int bits;
  private final int rows;
  private final int columns;

  TileKernel(int bits, int rows, int columns) {
    this.bits = bits;
    this.rows = rows;
    this.columns = columns;
  }

  /** The kernel for a vector width of 128, 256 or 512 bits. */
  static TileKernel of(int bits) {
    return switch (bits) {
      case 128 -> new Tile128();
      case 256 -> new Tile256();
      case 512 -> new Tile512();
      default -> throw new IllegalArgumentException("vector bits: 128, 256 or 512, not " + bits);
    };
  }

  /** Bits of a vector. */
  final int bits() {
    return bits;
  }

  /** Rows of a tile. */
  final int rows() {
    return rows;
  }

  /** Columns of a tile. */
  final int columns() {
    return columns;
  }

  /**
   * Computes one tile.
   *
   * @param depth number of terms
   * @param a {@code depth} times {@link #rows} factors from {@code aAt} on
   * @param b holds {@link #columns} elements from {@code bAt + offsets[k]} on, for every k
   * @param offsets at least {@code depth} of them
   * @param start one start value per row from {@code startAt} on, or null to go on from what {@code
   *     c} holds
   * @param c receives {@link #rows} rows of {@link #columns} sums, {@code cStride} apart
   */
  abstract void multiply(
      int depth,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int[] offsets,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int cStride);
}
