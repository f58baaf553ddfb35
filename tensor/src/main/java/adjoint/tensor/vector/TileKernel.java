package adjoint.tensor.vector;

/**
 * The innermost loop of every matrix product and convolution: a tile of the product of packed
 * matrices, {@code c[i][j] = start[i] + sum over k of a[k][i] * b[k][j]}.
 *
 * <p>The terms are added in the order of k by fused multiply-add, one sum per lane. So the bits
 * depend neither on the tile's shape nor on the vector width, and a sum may be interrupted at any
 * term and taken up again.
 *
 * <p>The subclasses differ in vector width and tile shape only. Two things decide about their
 * speed. They are written out without inner loops, arrays of vectors or calls that pass vectors,
 * since the JIT compiler keeps vectors in registers only then. And there is next to nothing in the
 * loop but loads and multiply-adds, since processors with wide vectors can do little beside two
 * multiply-adds per cycle: a and b are read with one index for both, the loop's own, which leaves
 * neither bounds to check nor addresses to add up. An index of its own for one of them, even if it
 * is just the double, costs ten instructions and 5 to 30 % of the speed; {@link Tile128} still has
 * one.
 */
abstract class TileKernel {
  /**
   * The most terms of a panel, so that it stays in the first-level cache. A multiple of 9, the
   * terms that a channel has in most convolutions.
   */
  static final int PANEL_DEPTH = 144;

  /**
   * The index from which on panels and sums are kept. An array has a header of 16 bytes, and the G1
   * collector puts large arrays at the start of a region and never moves them, so that this element
   * starts a cache line; see {@link Scratch}. Vectors across two cache lines cost a lot, above all
   * when they are stored. Elsewhere the start is up to luck, and only the speed depends on it.
   */
  static final int ALIGNED = 12;

  /** Elements left free after each column vector's panel, lest all panels share cache sets. */
  static final int GAP = 16;

  private final int bits;
  private final int rows;
  private final int columns;
  private final int rowStep;
  private final int blocksPerTerm;
  private final int panelLength;
  private final int[] denseOffsets;

  TileKernel(int bits, int rows, int columns, int rowStep, int panelLength) {
    this.bits = bits;
    this.rows = rows;
    this.columns = columns;
    this.rowStep = rowStep;
    blocksPerTerm = rowStep / rows;
    this.panelLength = panelLength;
    denseOffsets = new int[PANEL_DEPTH];
    for (int k = 0; k < PANEL_DEPTH; k++) {
      denseOffsets[k] = k * columns;
    }
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

  /** Elements of a packed left factor from one term to the next; at least {@link #rows}. */
  final int rowStep() {
    return rowStep;
  }

  /** How many blocks of {@link #rows} rows lie side by side in a term of a packed left factor. */
  final int blocksPerTerm() {
    return blocksPerTerm;
  }

  /** The offsets of a panel's terms where they follow each other, for {@link #pack}. */
  final int[] denseOffsets() {
    return denseOffsets;
  }

  /** Elements of a panel. */
  final int panelLength() {
    return panelLength;
  }

  /**
   * Packs a panel: for {@code depth} terms from {@code first} on the {@link #columns} elements from
   * {@code source[base + offsets[term]]} on.
   */
  abstract void pack(float[] source, int base, int[] offsets, int first, int depth, float[] panel);

  /**
   * Computes one tile.
   *
   * @param depth number of terms, at most {@link #PANEL_DEPTH}
   * @param a the left factor: {@link #rowStep} elements per term
   * @param aAt the first of the {@link #rows} elements that count in every term, a multiple of
   *     their number
   * @param panel the right factor, packed
   * @param start one start value per row from {@code startAt} on, or null to go on from what {@code
   *     c} holds
   * @param c receives {@link #rows} rows of {@link #columns} sums, {@code cStride} apart
   */
  abstract void multiply(
      int depth,
      float[] a,
      int aAt,
      float[] panel,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int cStride);
}
