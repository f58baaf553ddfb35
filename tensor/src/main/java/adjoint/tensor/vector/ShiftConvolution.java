package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.Parallel;
import java.util.Arrays;

/**
 * The convolution that everything else is expressed by: forward, input gradient and matrix product
 * differ only in their geometry and weights.
 *
 * <p>A task takes a stretch of positions (see {@link ShiftGeometry}) and some output channels. It
 * copies the cells that it needs from all input channels into its own array, where they stay in the
 * second-level cache, computes tile after tile, and writes the positions that are output pixels to
 * the output, applying the activation on the way.
 */
final class ShiftConvolution {
  private final TileKernel kernel;
  private final ShiftGeometry geometry;
  private final int groups;
  private final int channels;
  private final int outputs;
  private final Planes source;
  private final PackedWeights weights;
  private final float[] bias;
  private final Activation activation;
  private final Planes target;
  private final TaskSize size;
  private final int[] offsets;
  private final int lineLength;

  /**
   * Prepares a convolution.
   *
   * @param groups independent groups; their channels follow each other
   * @param channels input channels per group
   * @param outputs output channels per group
   * @param bias start values, for every group {@code weights.blocks()} times the tile's rows
   */
  ShiftConvolution(
      TileKernel kernel,
      ShiftGeometry geometry,
      int groups,
      int channels,
      int outputs,
      Planes source,
      PackedWeights weights,
      float[] bias,
      Activation activation,
      Planes target) {
    this.kernel = kernel;
    this.geometry = geometry;
    this.groups = groups;
    this.channels = channels;
    this.outputs = outputs;
    this.source = source;
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
    this.target = target;
    size =
        TaskSize.choose(kernel, geometry, groups, channels, weights.blocks(), Parallel.threads());
    lineLength = size.lineLength();
    offsets = geometry.offsets(channels, lineLength);
  }

  /** Computes it. */
  void run() {
    int stretches = size.stretches();
    int parts = size.parts();
    Parallel.forEach(
        groups * stretches * parts,
        task -> runTask(task / (stretches * parts), task / parts % stretches, task % parts));
  }

  private void runTask(int group, int stretch, int part) {
    int first = stretch * size.stretchLength();
    int count = Math.min(size.stretchLength(), size.paddedPositions() - first);
    int firstBlock = part * size.blocksPerPart();
    int blocks = Math.min(size.blocksPerPart(), weights.blocks() - firstBlock);
    int rows = kernel.rows();
    Scratch scratch = Scratch.own();
    float[] cells = scratch.lines(channels * geometry.lines() * lineLength);
    float[] sums = scratch.sums(blocks * rows * count);
    LineReader reader = new LineReader(geometry, source);
    for (int c = 0; c < channels; c++) {
      int at = c * geometry.lines() * lineLength;
      reader.read(group * channels + c, first, count + geometry.reach(), cells, at, lineLength);
    }
    for (int block = 0; block < blocks; block++) {
      for (int column = 0; column < count; column += kernel.columns()) {
        kernel.multiply(
            offsets.length,
            weights.array(),
            weights.block(group, firstBlock + block),
            cells,
            column,
            offsets,
            bias,
            (group * weights.blocks() + firstBlock + block) * rows,
            sums,
            block * rows * count + column,
            count);
      }
      // Dropped positions too: whole vectors, while the block is in the first-level cache.
      Activations.apply(activation, sums, block * rows * count, rows * count);
    }
    int firstOutput = firstBlock * rows;
    int outputCount = Math.min(blocks * rows, outputs - firstOutput);
    write(sums, count, first, group * outputs + firstOutput, outputCount);
  }

  /** Writes the sums of the positions from {@code first} on that are output pixels. */
  private void write(float[] sums, int count, int first, int channel, int channelCount) {
    int pitch = geometry.columns().pitch();
    int width = geometry.columns().outputs();
    int rowsPerImage = geometry.rows().pitch();
    int end = Math.min(first + count, geometry.positions());
    int position = first;
    while (position < end) {
      int line = position / pitch;
      int column = position - line * pitch;
      int next = Math.min((line + 1) * pitch, end);
      int row = line % rowsPerImage;
      int pixels = Math.min(width - column, end - position);
      if (row < geometry.rows().outputs() && pixels > 0) {
        int index =
            target.offset()
                + line / rowsPerImage * target.image()
                + row * target.row()
                + column * target.column();
        for (int c = 0; c < channelCount; c++) {
          int at = index + (channel + c) * target.channel();
          writeRun(sums, c * count + position - first, at, pixels);
        }
      }
      position = next;
    }
  }

  private void writeRun(float[] sums, int from, int at, int pixels) {
    if (target.column() == 1) {
      System.arraycopy(sums, from, target.array(), at, pixels);
      return;
    }
    for (int i = 0; i < pixels; i++) {
      target.array()[at + i * target.column()] = sums[from + i];
    }
  }

  /** Start values for {@code blocks} blocks of rows per group, zero where there is no bias. */
  static float[] startValues(
      TileKernel kernel, int groups, int outputs, int blocks, float[] bias, int offset, int step) {
    float[] values = new float[groups * blocks * kernel.rows()];
    if (bias == null) {
      Arrays.fill(values, 0f);
      return values;
    }
    for (int group = 0; group < groups; group++) {
      for (int o = 0; o < outputs; o++) {
        values[group * blocks * kernel.rows() + o] = bias[offset + (group * outputs + o) * step];
      }
    }
    return values;
  }
}
