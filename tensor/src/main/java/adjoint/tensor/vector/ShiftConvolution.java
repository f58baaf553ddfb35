package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.Parallel;

/**
 * The forward convolution; {@link PhasedConvolution} is its counterpart for the input gradient.
 *
 * <p>A task takes a stretch of positions (see {@link ShiftGeometry}) and some output channels. It
 * copies the cells that it needs from all input channels into its own array, where they stay in the
 * second-level cache, packs the terms of one tile after the other from there, computes the tile for
 * all its output channels, and in the end writes the positions that are output pixels to the
 * output.
 */
final class ShiftConvolution {
  private final TileKernel kernel;
  private final ShiftGeometry geometry;
  private final int groups;
  private final int channels;
  private final int outputs;
  private final Planes source;
  private final PackedWeights weights;
  private final float[] start;
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
   * @param start start values, see {@link PackedWeights#startValues}
   */
  ShiftConvolution(
      TileKernel kernel,
      ShiftGeometry geometry,
      int groups,
      int channels,
      int outputs,
      Planes source,
      PackedWeights weights,
      float[] start,
      Activation activation,
      Planes target) {
    this.kernel = kernel;
    this.geometry = geometry;
    this.groups = groups;
    this.channels = channels;
    this.outputs = outputs;
    this.source = source;
    this.weights = weights;
    this.start = start;
    this.activation = activation;
    this.target = target;
    size = TaskSize.forLines(kernel, geometry, groups, channels, weights.blocks());
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
    Scratch scratch = Scratch.own();
    float[] cells = scratch.lines(channels * geometry.lines() * lineLength);
    float[] sums = scratch.sums(TileKernel.ALIGNED + blocks * kernel.rows() * count);
    float[] panel = scratch.panel(kernel.panelLength());
    LineReader reader = new LineReader(geometry, source);
    for (int c = 0; c < channels; c++) {
      int at = c * geometry.lines() * lineLength;
      reader.read(group * channels + c, first, count + geometry.reach(), cells, at, lineLength);
    }
    // Terms outermost, so that their weights are in the second-level cache for all tiles.
    for (int k = 0; k < offsets.length; k += TileKernel.PANEL_DEPTH) {
      int depth = Math.min(TileKernel.PANEL_DEPTH, offsets.length - k);
      for (int column = 0; column < count; column += kernel.columns()) {
        int at = TileKernel.ALIGNED + column;
        kernel.pack(cells, column, offsets, k, depth, panel);
        weights.multiply(group, firstBlock, blocks, k, depth, panel, start, sums, at, count);
      }
    }
    // Dropped positions too, so that there are only whole vectors.
    int length = blocks * kernel.rows() * count;
    Activations.apply(activation, sums, TileKernel.ALIGNED, sums, TileKernel.ALIGNED, length);
    int firstOutput = firstBlock * kernel.rows();
    int end = Math.min(first + count, geometry.positions());
    for (int c = 0; c < Math.min(blocks * kernel.rows(), outputs - firstOutput); c++) {
      write(
          sums,
          TileKernel.ALIGNED + c * count - first,
          first,
          end,
          group * outputs + firstOutput + c);
    }
  }

  /** Writes {@code sums[origin + position]} of one channel where the position is a pixel. */
  private void write(float[] sums, int origin, int first, int end, int channel) {
    int pitch = geometry.columns().pitch();
    int width = geometry.columns().outputs();
    int line = first / pitch;
    int image = line / geometry.rows().pitch();
    int row = line % geometry.rows().pitch();
    int column = first % pitch;
    int plane = target.offset() + channel * target.channel();
    int position = first;
    while (position < end) {
      int pixels = Math.min(width - column, end - position);
      if (row < geometry.rows().outputs() && pixels > 0) {
        int at = plane + image * target.image() + row * target.row() + column * target.column();
        writeRun(sums, origin + position, at, pixels);
      }
      position += pitch - column;
      column = 0;
      if (++row == geometry.rows().pitch()) {
        row = 0;
        image++;
      }
    }
  }

  private void writeRun(float[] sums, int from, int at, int pixels) {
    float[] array = target.array();
    if (target.column() == 1) {
      System.arraycopy(sums, from, array, at, pixels);
      return;
    }
    for (int i = 0; i < pixels; i++) {
      array[at + i * target.column()] = sums[from + i];
    }
  }
}
