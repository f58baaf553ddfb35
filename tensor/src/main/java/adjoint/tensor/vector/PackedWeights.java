package adjoint.tensor.vector;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/**
 * Matrices in the form in which a {@link TileKernel} reads its left factor: for every {@link
 * TileKernel#rowStep} rows, or as many blocks as fit in, and every stretch of {@link
 * TileKernel#PANEL_DEPTH} terms an array of its own, term after term, in a term row after row, with
 * zeros for rows beyond the last.
 */
final class PackedWeights {
  private final TileKernel kernel;
  private final int rows;
  private final int depth;
  private final int blocks;
  private final int arrays;
  private final float[][][] parts;

  /**
   * Room for weights.
   *
   * @param groups matrices
   * @param rows rows of a matrix, the output channels per group
   * @param depth terms of a row
   */
  PackedWeights(TileKernel kernel, int groups, int rows, int depth) {
    this.kernel = kernel;
    this.rows = rows;
    this.depth = depth;
    blocks = TaskSize.ceilDiv(rows, kernel.rows());
    arrays = TaskSize.ceilDiv(blocks, kernel.blocksPerTerm());
    int stretches = TaskSize.ceilDiv(depth, TileKernel.PANEL_DEPTH);
    parts = new float[groups * arrays][stretches][];
    for (float[][] part : parts) {
      for (int i = 0; i < stretches; i++) {
        int terms = Math.min(TileKernel.PANEL_DEPTH, depth - i * TileKernel.PANEL_DEPTH);
        part[i] = new float[terms * kernel.rowStep()];
      }
    }
  }

  /** Packs weights seen as groups x outputs x channels x taps x taps. */
  static PackedWeights pack(TileKernel kernel, Storage storage, Layout layout) {
    PackedWeights packed = new PackedWeights(kernel, layout.size(0), layout.size(1), depth(layout));
    packed.fill(storage, layout);
    return packed;
  }

  /** Whether weights of this shape can be packed into this room. */
  boolean fits(TileKernel kernel, Layout layout) {
    return this.kernel == kernel
        && parts.length == layout.size(0) * arrays
        && rows == layout.size(1)
        && depth == depth(layout);
  }

  /** Packs weights of the shape that this room was made for, seen as {@link #pack} sees them. */
  void fill(Storage storage, Layout layout) {
    int stretches = TaskSize.ceilDiv(depth, TileKernel.PANEL_DEPTH);
    Parallel.forEach(
        parts.length * stretches,
        task -> fill(storage.floats(), layout, task / stretches, task % stretches));
  }

  private void fill(float[] source, Layout layout, int index, int stretch) {
    int first = index % arrays * kernel.blocksPerTerm() * kernel.rows();
    int count = Math.min(kernel.blocksPerTerm() * kernel.rows(), rows - first);
    int from = layout.offset() + index / arrays * layout.stride(0) + first * layout.stride(1);
    int run = evenRun(layout);
    int step = evenStep(layout);
    int begin = stretch * TileKernel.PANEL_DEPTH;
    int end = Math.min(begin + TileKernel.PANEL_DEPTH, depth);
    for (int k = begin; k < end; ) {
      int terms = Math.min(run - k % run, end - k);
      Copies.transpose(
          source,
          from + termIndex(layout, k),
          layout.stride(1),
          step,
          parts[index][stretch],
          (k - begin) * kernel.rowStep(),
          kernel.rowStep(),
          count,
          terms);
      k += terms;
    }
  }

  private static int depth(Layout layout) {
    return layout.size(2) * layout.size(3) * layout.size(4);
  }

  /** Index of a term (channel, u, v), counted in row-major order, relative to a row's start. */
  private static int termIndex(Layout layout, int k) {
    int v = k % layout.size(4);
    int u = k / layout.size(4) % layout.size(3);
    int c = k / layout.size(4) / layout.size(3);
    return c * layout.stride(2) + u * layout.stride(3) + v * layout.stride(4);
  }

  /** How many terms, from each multiple of that number on, are the same step apart. */
  private static int evenRun(Layout layout) {
    int run = 1;
    int step = evenStep(layout);
    for (int d = 4; d >= 2; d--) {
      if (layout.size(d) > 1 && layout.stride(d) != run * step) {
        break;
      }
      run *= layout.size(d);
    }
    return run;
  }

  /** The distance of the first two terms. */
  private static int evenStep(Layout layout) {
    int d = 4;
    while (d > 2 && layout.size(d) == 1) {
      d--;
    }
    return layout.stride(d);
  }

  /** Elements in all, with those that only fill terms up. */
  long elements() {
    return (long) parts.length * depth * kernel.rowStep();
  }

  /** Blocks of rows per group. */
  int blocks() {
    return blocks;
  }

  /**
   * The start values of the sums: for every group {@link #blocks} times the tile's rows.
   *
   * @param bias one number per row, or null for zeros
   */
  float[] startValues(Tensor bias) {
    int groupLength = blocks * kernel.rows();
    int groups = parts.length / arrays;
    float[] values = new float[groups * groupLength];
    if (bias != null) {
      float[] source = bias.storage().floats();
      int index = bias.layout().offset();
      for (int group = 0; group < groups; group++) {
        for (int output = 0; output < rows; output++) {
          values[group * groupLength + output] = source[index];
          index += bias.layout().stride(0);
        }
      }
    }
    return values;
  }

  /**
   * Multiplies some blocks of rows with a panel.
   *
   * @param k the panel's first term, a multiple of {@link TileKernel#PANEL_DEPTH}; the sums start
   *     from {@code start} where it is 0 and go on from {@code c} elsewhere
   * @param start what {@link #startValues} gave, or null to go on from {@code c} always
   */
  void multiply(
      int group,
      int firstBlock,
      int count,
      int k,
      int depth,
      float[] panel,
      float[] start,
      float[] c,
      int cAt,
      int cStride) {
    int stretch = k / TileKernel.PANEL_DEPTH;
    int row = (group * blocks + firstBlock) * kernel.rows();
    int at = cAt;
    for (int block = firstBlock; block < firstBlock + count; block++) {
      float[] a = parts[group * arrays + block / kernel.blocksPerTerm()][stretch];
      int aAt = block % kernel.blocksPerTerm() * kernel.rows();
      kernel.multiply(depth, a, aAt, panel, k == 0 ? start : null, row, c, at, cStride);
      row += kernel.rows();
      at += kernel.rows() * cStride;
    }
  }
}
