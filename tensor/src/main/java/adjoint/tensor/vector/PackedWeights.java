package adjoint.tensor.vector;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;

/**
 * Matrices in the order in which a {@link TileKernel} reads its left factor: block after block of
 * {@code rows} rows, in a block term after term, in a term row after row. The last block of a group
 * is filled up with zeros.
 */
final class PackedWeights {
  private final float[] array;
  private final int blocks;
  private final int blockLength;

  private PackedWeights(float[] array, int blocks, int blockLength) {
    this.array = array;
    this.blocks = blocks;
    this.blockLength = blockLength;
  }

  /**
   * Packs weights seen as groups x outputs x channels x taps x taps.
   *
   * @param tileRows rows of the kernel's tile
   */
  static PackedWeights pack(Storage storage, Layout layout, int tileRows) {
    int outputs = layout.size(1);
    int depth = layout.size(2) * layout.size(3) * layout.size(4);
    int blocks = (outputs + tileRows - 1) / tileRows;
    int blockLength = depth * tileRows;
    float[] array = new float[layout.size(0) * blocks * blockLength];
    float[] source = storage.floats();
    for (int group = 0; group < layout.size(0); group++) {
      for (int o = 0; o < outputs; o++) {
        int at = (group * blocks + o / tileRows) * blockLength + o % tileRows;
        int from = layout.offset() + group * layout.stride(0) + o * layout.stride(1);
        packRow(source, from, layout, array, at, tileRows);
      }
    }
    return new PackedWeights(array, blocks, blockLength);
  }

  private static void packRow(
      float[] source, int from, Layout layout, float[] array, int at, int tileRows) {
    for (int c = 0; c < layout.size(2); c++) {
      for (int u = 0; u < layout.size(3); u++) {
        int index = from + c * layout.stride(2) + u * layout.stride(3);
        for (int v = 0; v < layout.size(4); v++) {
          array[at] = source[index];
          at += tileRows;
          index += layout.stride(4);
        }
      }
    }
  }

  /** The elements. */
  float[] array() {
    return array;
  }

  /** Blocks of rows per group. */
  int blocks() {
    return blocks;
  }

  /** Index of a block's first element. */
  int block(int group, int block) {
    return (group * blocks + block) * blockLength;
  }
}
