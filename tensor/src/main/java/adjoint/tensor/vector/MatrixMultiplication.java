package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.Parallel;

/**
 * Products of packed left factors with right factors that are read where they lie: matrix products,
 * and convolutions with 1 x 1 kernels, whose right factor has a channel per row and a pixel per
 * column.
 *
 * <p>A task takes a stretch of columns and some rows of the product. Tile after tile it packs the
 * terms of the tile's columns and computes the tile for all its rows. The sums stay in the
 * second-level cache until the rows are written to the output.
 */
final class MatrixMultiplication {
  /** Elements in 64 bytes. */
  private static final int CACHE_LINE = 16;

  /**
   * Columns up to which the processor does not foresee the cache lines that a row is written to.
   */
  private static final int SHORT_RUN = 256;

  private final TileKernel kernel;
  private final int images;
  private final int groups;
  private final int rows;
  private final int depth;
  private final int columns;
  private final Planes source;
  private final PackedWeights weights;
  private final float[] start;
  private final Activation activation;
  private final Planes target;
  private final int sourceGroup;
  private final int targetGroup;
  private final TaskSize size;
  private final int[] offsets;

  /**
   * Prepares the products of every image and group; a row of a factor is a channel, and its columns
   * are the pixels of a single row.
   *
   * @param groups left factors
   * @param rows rows of a product, the output channels per group
   * @param depth terms, the input channels per group
   * @param columns columns of a product
   * @param start start values, see {@link PackedWeights#startValues}
   * @param sourceGroup elements from one group's right factor to the next one's
   * @param targetGroup elements from one group's product to the next one's
   */
  MatrixMultiplication(
      TileKernel kernel,
      int images,
      int groups,
      int rows,
      int depth,
      int columns,
      Planes source,
      PackedWeights weights,
      float[] start,
      Activation activation,
      Planes target,
      int sourceGroup,
      int targetGroup) {
    this.kernel = kernel;
    this.images = images;
    this.groups = groups;
    this.rows = rows;
    this.depth = depth;
    this.columns = columns;
    this.source = source;
    this.weights = weights;
    this.start = start;
    this.activation = activation;
    this.target = target;
    this.sourceGroup = sourceGroup;
    this.targetGroup = targetGroup;
    size = TaskSize.forMatrices(kernel, images * groups, depth, columns, weights.blocks());
    offsets = new int[depth];
    for (int k = 0; k < depth; k++) {
      offsets[k] = k * source.channel();
    }
  }

  /** Computes them. */
  void run() {
    int stretches = size.stretches();
    int parts = size.parts();
    Parallel.forEach(
        images * groups * stretches * parts,
        task -> {
          int product = task / (stretches * parts);
          runTask(product / groups, product % groups, task / parts % stretches, task % parts);
        });
  }

  private void runTask(int image, int group, int stretch, int part) {
    int first = stretch * size.stretchLength();
    int end = Math.min(first + size.stretchLength(), columns);
    int firstBlock = part * size.blocksPerPart();
    int blocks = Math.min(size.blocksPerPart(), weights.blocks() - firstBlock);
    int base = source.offset() + image * source.image() + group * sourceGroup;
    int out =
        target.offset()
            + image * target.image()
            + group * targetGroup
            + firstBlock * kernel.rows() * target.channel();
    int rowCount = Math.min(blocks * kernel.rows(), rows - firstBlock * kernel.rows());
    Scratch scratch = Scratch.own();
    float[] panel = scratch.panel(kernel.panelLength());
    int stride = size.sumsLength();
    float[] sums = scratch.sums(TileKernel.ALIGNED + blocks * kernel.rows() * stride);
    // Terms outermost, so that their weights are in the second-level cache for all tiles.
    for (int k = 0; k < depth; k += TileKernel.PANEL_DEPTH) {
      int terms = Math.min(TileKernel.PANEL_DEPTH, depth - k);
      for (int column = first; column < end; column += kernel.columns()) {
        int width = Math.min(kernel.columns(), end - column);
        int at = TileKernel.ALIGNED + column - first;
        pack(base + column * source.column(), width, k, terms, panel);
        if (k + terms == depth && target.column() == 1 && end - first <= SHORT_RUN) {
          scratch.keep(touch(out + column, rowCount, width));
        }
        weights.multiply(group, firstBlock, blocks, k, terms, panel, start, sums, at, stride);
      }
    }
    // Row after row, since a processor hides the latency of a long run's cache lines, but not that
    // of a tile's few lines in every row.
    for (int row = 0; row < rowCount; row++) {
      int at = out + row * target.channel() + first * target.column();
      writeRow(sums, TileKernel.ALIGNED + row * stride, at, end - first);
    }
  }

  private void pack(int base, int width, int k, int terms, float[] panel) {
    float[] array = source.array();
    int last = base + Math.max(offsets[k], offsets[k + terms - 1]) + kernel.columns();
    int lowest = base + Math.min(offsets[k], offsets[k + terms - 1]);
    if (source.column() == 1 && lowest >= 0 && last <= array.length) {
      kernel.pack(array, base, offsets, k, terms, panel);
      return;
    }
    // Columns that are not neighbours, or the array's end: through a copy.
    float[] copy = Scratch.own().lines(terms * kernel.columns());
    for (int i = 0; i < terms; i++) {
      int at = i * kernel.columns();
      Copies.copy(array, base + offsets[k + i], source.column(), copy, at, width);
    }
    kernel.pack(copy, 0, kernel.denseOffsets(), 0, terms, panel);
  }

  /**
   * Reads a tile's cache lines of the output, all at once, so that they are near when the rows are
   * written: a processor waits for many reads at a time, but for few writes.
   *
   * @return what was read, in some way
   */
  private float touch(int at, int rowCount, int width) {
    float[] array = target.array();
    float sum = 0;
    for (int row = 0; row < rowCount; row++) {
      int from = at + row * target.channel();
      for (int i = 0; i < width; i += CACHE_LINE) {
        sum += array[from + i];
      }
      sum += array[from + width - 1];
    }
    return sum;
  }

  private void writeRow(float[] sums, int from, int at, int count) {
    float[] array = target.array();
    if (target.column() == 1) {
      Activations.apply(activation, sums, from, array, at, count);
      return;
    }
    Activations.apply(activation, sums, from, sums, from, count);
    for (int i = 0; i < count; i++) {
      array[at + i * target.column()] = sums[from + i];
    }
  }
}
