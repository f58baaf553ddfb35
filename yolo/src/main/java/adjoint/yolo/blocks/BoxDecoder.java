package adjoint.yolo.blocks;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.List;

/**
 * Decodes the detection head's convolution outputs for inference: the arithmetic of {@link
 * Detect#decode}, but reading the channel planes once and writing rows, without the intermediate
 * tensors.
 */
final class BoxDecoder {
  private static final int BLOCK = 256;

  private final int anchorsPerLevel;
  private final int outputs;
  private final double[] strides;
  private final Tensor anchors;

  BoxDecoder(int anchorsPerLevel, int outputs, double[] strides, Tensor anchors) {
    this.anchorsPerLevel = anchorsPerLevel;
    this.outputs = outputs;
    this.strides = strides;
    this.anchors = anchors;
  }

  /**
   * Decodes all levels.
   *
   * @param maps per level batch x (anchors * outputs) x rows x columns, F32
   * @return batch x cells x outputs
   */
  Tensor decode(List<Tensor> maps) {
    int batch = maps.get(0).size(0);
    int rows = maps.stream().mapToInt(m -> anchorsPerLevel * m.size(2) * m.size(3)).sum();
    float[] out = new float[Math.multiplyExact(batch * outputs, rows)];
    int firstRow = 0;
    for (int level = 0; level < maps.size(); level++) {
      Tensor map = maps.get(level).contiguous().sigmoid();
      float[] in = map.storage().floats();
      int height = map.size(2);
      int width = map.size(3);
      int cells = height * width;
      int currentLevel = level;
      int levelRow = firstRow;
      Parallel.forEach(
          batch * anchorsPerLevel,
          task -> {
            int image = task / anchorsPerLevel;
            int anchor = task % anchorsPerLevel;
            int to = (image * rows + levelRow + anchor * cells) * outputs;
            transpose(in, task * outputs * cells, out, to, cells);
            finishBoxes(out, to, height, width, currentLevel, anchor);
          });
      firstRow += anchorsPerLevel * cells;
    }
    return Tensor.of(out, batch, rows, outputs);
  }

  /**
   * Planes (outputs x cells) to rows (cells x outputs): in blocks that stay in the cache, and some
   * planes at a time, so that a cache line of the rows is filled in few passes.
   */
  private void transpose(float[] in, int from, float[] out, int to, int cells) {
    for (int start = 0; start < cells; start += BLOCK) {
      int count = Math.min(BLOCK, cells - start);
      int k = 0;
      for (; k + 5 <= outputs; k += 5) {
        int at = to + start * outputs + k;
        int first = from + k * cells + start;
        for (int cell = first; cell < first + count; cell++) {
          out[at] = in[cell];
          out[at + 1] = in[cell + cells];
          out[at + 2] = in[cell + 2 * cells];
          out[at + 3] = in[cell + 3 * cells];
          out[at + 4] = in[cell + 4 * cells];
          at += outputs;
        }
      }
      for (; k < outputs; k++) {
        for (int cell = start; cell < start + count; cell++) {
          out[to + cell * outputs + k] = in[from + k * cells + cell];
        }
      }
    }
  }

  private void finishBoxes(float[] out, int to, int height, int width, int level, int anchor) {
    float stride = (float) strides[level];
    Tensor size = anchors.select(0, level).select(0, anchor).to(DType.F32);
    float anchorWidth = (float) size.get(0) * stride;
    float anchorHeight = (float) size.get(1) * stride;
    int row = to;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[row] = (2 * out[row] + (x - 0.5f)) * stride;
        out[row + 1] = (2 * out[row + 1] + (y - 0.5f)) * stride;
        float w = 2 * out[row + 2];
        float h = 2 * out[row + 3];
        out[row + 2] = w * w * anchorWidth;
        out[row + 3] = h * h * anchorHeight;
        row += outputs;
      }
    }
  }
}
