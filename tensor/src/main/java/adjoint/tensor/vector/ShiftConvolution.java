package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.Parallel;
import java.util.Arrays;

/**
 * The convolution by which the forward pass and the input gradient are computed; they differ only
 * in their geometry and weights, and in that the gradient of a strided convolution has several
 * phases: sets of output pixels, side by side, each with weights of its own.
 *
 * <p>A task takes a stretch of positions (see {@link ShiftGeometry}) and some output channels. It
 * copies the cells that it needs from all input channels into its own array, where they stay in the
 * second-level cache, packs the terms of one tile after the other from there, computes the tile for
 * all its output channels, and in the end writes the positions that are output pixels to the
 * output: all phases of a row together, so that every cache line is written in one go.
 */
final class ShiftConvolution {
  private final TileKernel kernel;
  private final ShiftGeometry geometry;
  private final int groups;
  private final int channels;
  private final int outputs;
  private final int blocks;
  private final Planes source;
  private final Phase[] phases;
  private final float[] start;
  private final Activation activation;
  private final Target target;
  private final TaskSize size;
  private final int[][] offsets;

  /**
   * Weights, and the taps of the geometry that they belong to.
   *
   * @param weights null where there are no taps and the output is zero
   */
  record Phase(PackedWeights weights, int firstRow, int rows, int firstColumn, int columns) {
    /** All taps. */
    static Phase whole(PackedWeights weights, ShiftGeometry geometry) {
      return new Phase(weights, 0, geometry.rows().taps(), 0, geometry.columns().taps());
    }
  }

  /**
   * Where the output goes: position (i, j) of phase (y, x) to pixel (i * stepY + y, j * stepX + x),
   * if there is one. Phases are counted row by row.
   */
  record Target(Planes planes, int height, int width, int stepY, int stepX) {}

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
      Phase[] phases,
      float[] start,
      Activation activation,
      Target target) {
    this.kernel = kernel;
    this.geometry = geometry;
    this.groups = groups;
    this.channels = channels;
    this.outputs = outputs;
    this.source = source;
    this.phases = phases;
    this.start = start;
    this.activation = activation;
    this.target = target;
    blocks = TaskSize.ceilDiv(outputs, kernel.rows());
    size = TaskSize.forLines(kernel, geometry, groups, channels, blocks, phases.length);
    offsets = new int[phases.length][];
    for (int i = 0; i < phases.length; i++) {
      offsets[i] = offsets(phases[i]);
    }
  }

  /** Where the terms (channel, u, v) of a phase lie on a task's cells. */
  private int[] offsets(Phase phase) {
    int[] places = new int[channels * phase.rows * phase.columns];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int u = phase.firstRow; u < phase.firstRow + phase.rows; u++) {
        for (int v = phase.firstColumn; v < phase.firstColumn + phase.columns; v++) {
          int line = c * geometry.lines() + geometry.line(u, v);
          places[k++] = line * size.lineLength() + geometry.offset(u, v);
        }
      }
    }
    return places;
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
    int taskBlocks = Math.min(size.blocksPerPart(), blocks - firstBlock);
    int phaseLength = taskBlocks * kernel.rows() * count;
    Scratch scratch = Scratch.own();
    float[] cells = scratch.lines(channels * geometry.lines() * size.lineLength());
    float[] sums = scratch.sums(TileKernel.ALIGNED + phases.length * phaseLength);
    LineReader reader = new LineReader(geometry, source);
    for (int c = 0; c < channels; c++) {
      int at = c * geometry.lines() * size.lineLength();
      reader.read(
          group * channels + c, first, count + geometry.reach(), cells, at, size.lineLength());
    }
    for (int i = 0; i < phases.length; i++) {
      int at = TileKernel.ALIGNED + i * phaseLength;
      if (phases[i].weights == null) {
        Arrays.fill(sums, at, at + phaseLength, 0f);
      } else {
        multiply(i, group, firstBlock, taskBlocks, cells, count, sums, at);
      }
    }
    // Dropped positions too, so that there are only whole vectors.
    int length = phases.length * phaseLength;
    Activations.apply(activation, sums, TileKernel.ALIGNED, sums, TileKernel.ALIGNED, length);
    int firstOutput = firstBlock * kernel.rows();
    int end = Math.min(first + count, geometry.positions());
    for (int c = 0; c < Math.min(taskBlocks * kernel.rows(), outputs - firstOutput); c++) {
      int origin = TileKernel.ALIGNED + c * count - first;
      write(sums, origin, phaseLength, first, end, group * outputs + firstOutput + c);
    }
  }

  /** The sums of a phase, {@code count} for each output channel. */
  private void multiply(
      int phase,
      int group,
      int firstBlock,
      int taskBlocks,
      float[] cells,
      int count,
      float[] sums,
      int origin) {
    float[] panel = Scratch.own().panel(kernel.panelLength());
    PackedWeights weights = phases[phase].weights;
    int[] places = offsets[phase];
    // Terms outermost, so that their weights are in the second-level cache for all tiles.
    for (int k = 0; k < places.length; k += TileKernel.PANEL_DEPTH) {
      int depth = Math.min(TileKernel.PANEL_DEPTH, places.length - k);
      for (int column = 0; column < count; column += kernel.columns()) {
        int at = origin + column;
        kernel.pack(cells, column, places, k, depth, panel);
        weights.multiply(group, firstBlock, taskBlocks, k, depth, panel, start, sums, at, count);
      }
    }
  }

  /**
   * Writes one channel where the positions are pixels; phase i's sum for a position is {@code
   * sums[origin + i * phaseLength + position]}.
   */
  private void write(float[] sums, int origin, int phaseLength, int first, int end, int channel) {
    Planes planes = target.planes;
    int pitch = geometry.columns().pitch();
    int line = first / pitch;
    int image = line / geometry.rows().pitch();
    int row = line % geometry.rows().pitch();
    int column = first % pitch;
    int plane = planes.offset() + channel * planes.channel();
    int position = first;
    while (position < end) {
      int pixels = Math.min(geometry.columns().outputs() - column, end - position);
      if (row < geometry.rows().outputs() && pixels > 0) {
        for (int y = 0; y < target.stepY && row * target.stepY + y < target.height; y++) {
          int from = origin + y * target.stepX * phaseLength + position;
          int at = plane + image * planes.image() + (row * target.stepY + y) * planes.row();
          writeRun(sums, from, phaseLength, at, column, pixels);
        }
      }
      position += pitch - column;
      column = 0;
      if (++row == geometry.rows().pitch()) {
        row = 0;
        image++;
      }
    }
  }

  /** Writes some pixels of all phases of a row, from position {@code column} on. */
  private void writeRun(float[] sums, int from, int phaseLength, int at, int column, int pixels) {
    float[] array = target.planes.array();
    int step = target.stepX;
    int pixelStep = target.planes.column();
    int written = 0;
    if (step == 1 && pixelStep == 1) {
      System.arraycopy(sums, from, array, at + column, pixels);
      return;
    }
    if (step == 2 && pixelStep == 1) {
      written = Math.min(pixels, target.width / 2 - column);
      Copies.interleave(sums, from, from + phaseLength, array, at + 2 * column, written);
    }
    for (int x = 0; x < step; x++) {
      int count = Math.min(pixels, TaskSize.ceilDiv(target.width - x, step) - column);
      for (int i = written; i < count; i++) {
        array[at + ((column + i) * step + x) * pixelStep] = sums[from + x * phaseLength + i];
      }
    }
  }
}
