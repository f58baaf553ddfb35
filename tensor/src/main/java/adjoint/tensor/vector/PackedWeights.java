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
    int outputs = layout.size(1);
    int depth = layout.size(2) * layout.size(3) * layout.size(4);
    int blocks = (outputs + kernel.rows() - 1) / kernel.rows();
    float[][][] parts = new float[layout.size(0) * blocks][][];
    Parallel.forEach(
        parts.length,
        index -> {
          int group = index / blocks;
          int block = index % blocks;
          float[][] part = allocate(kernel, depth);
          for (int row = 0; row < kernel.rows(); row++) {
            int output = block * kernel.rows() + row;
            if (output < outputs) {
              int from = layout.offset() + group * layout.stride(0) + output * layout.stride(1);
              packRow(storage.floats(), from, layout, part, row, kernel.rowStep());
            }
          }
          parts[index] = part;
        });
    return new PackedWeights(parts, blocks);
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

  private static void packRow(
      float[] source, int from, Layout layout, float[][] part, int row, int rowStep) {
    int stretch = 0;
    int at = row;
    for (int c = 0; c < layout.size(2); c++) {
      for (int u = 0; u < layout.size(3); u++) {
        int index = from + c * layout.stride(2) + u * layout.stride(3);
        for (int v = 0; v < layout.size(4); v++) {
          if (at >= part[stretch].length) {
            stretch++;
            at = row;
          }
          part[stretch][at] = source[index];
          at += rowStep;
          index += layout.stride(4);
        }
      }
    }
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
