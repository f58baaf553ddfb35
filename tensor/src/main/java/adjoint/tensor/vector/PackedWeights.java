package adjoint.tensor.vector;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/**
 * Matrices in the form in which a {@link TileKernel} reads its left factor: for every block of
 * {@code rows} rows and every stretch of {@link TileKernel#PANEL_DEPTH} terms an array of its own,
 * term after term, in a term row after row, with zeros for rows beyond the last.
 */
final class PackedWeights {
  private final float[][][] parts;
  private final int blocks;

  private PackedWeights(float[][][] parts, int blocks) {
    this.parts = parts;
    this.blocks = blocks;
  }

  /** Packs weights seen as groups x outputs x channels x taps x taps. */
  static PackedWeights pack(TileKernel kernel, Storage storage, Layout layout) {
    int blocks = (layout.size(1) + kernel.rows() - 1) / kernel.rows();
    float[][][] parts = new float[layout.size(0) * blocks][][];
    Parallel.forEach(
        parts.length,
        index ->
            parts[index] =
                packBlock(kernel, storage.floats(), layout, index / blocks, index % blocks));
    return new PackedWeights(parts, blocks);
  }

  private static float[][] packBlock(
      TileKernel kernel, float[] source, Layout layout, int group, int block) {
    int depth = layout.size(2) * layout.size(3) * layout.size(4);
    int first = block * kernel.rows();
    int rows = Math.min(kernel.rows(), layout.size(1) - first);
    int from = layout.offset() + group * layout.stride(0) + first * layout.stride(1);
    int run = evenRun(layout);
    int step = evenStep(layout);
    float[][] part = allocate(kernel, depth);
    for (int k = 0; k < depth; ) {
      int at = k % TileKernel.PANEL_DEPTH;
      int count = Math.min(run - k % run, TileKernel.PANEL_DEPTH - at);
      Copies.transpose(
          source,
          from + termIndex(layout, k),
          layout.stride(1),
          step,
          part[k / TileKernel.PANEL_DEPTH],
          at * kernel.rowStep(),
          kernel.rowStep(),
          rows,
          count);
      k += count;
    }
    return part;
  }

  private static float[][] allocate(TileKernel kernel, int depth) {
    int count = (depth + TileKernel.PANEL_DEPTH - 1) / TileKernel.PANEL_DEPTH;
    float[][] part = new float[count][];
    for (int i = 0; i < count; i++) {
      int terms = Math.min(TileKernel.PANEL_DEPTH, depth - i * TileKernel.PANEL_DEPTH);
      part[i] = new float[terms * kernel.rowStep()];
    }
    return part;
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

  /** Blocks of rows per group. */
  int blocks() {
    return blocks;
  }

  /**
   * The start values of the sums: for every group {@link #blocks} times the tile's rows.
   *
   * @param outputs rows per group
   * @param bias one number per row, or null for zeros
   */
  float[] startValues(TileKernel kernel, int outputs, Tensor bias) {
    int groupLength = blocks * kernel.rows();
    int groups = parts.length / blocks;
    float[] values = new float[groups * groupLength];
    if (bias != null) {
      float[] source = bias.storage().floats();
      int index = bias.layout().offset();
      for (int group = 0; group < groups; group++) {
        for (int output = 0; output < outputs; output++) {
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
   * @param start what {@link #startValues} gave
   */
  void multiply(
      TileKernel kernel,
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
      float[] a = parts[group * blocks + block][stretch];
      kernel.multiply(depth, a, panel, k == 0 ? start : null, row, c, at, cStride);
      row += kernel.rows();
      at += kernel.rows() * cStride;
    }
  }
}
