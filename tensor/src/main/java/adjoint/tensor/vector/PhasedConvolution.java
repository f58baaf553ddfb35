package adjoint.tensor.vector;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.Arrays;

/**
 * The gradient of a convolution with respect to its input: {@code dx[c, y, x] = sum over o, u, v of
 * weight[o, c, u, v] * dy[o, (y + padding - u * dilation) / stride, ...]}.
 *
 * <p>Only taps without a remainder contribute, and which these are depends on (y mod stride, x mod
 * stride) alone. The pixels of one such phase are a convolution of dy with stride 1, whose weights
 * are those of the contributing taps, the last tap first.
 *
 * <p>A task takes a stretch of positions (see {@link ShiftGeometry}) and some channels of dx, like
 * one of {@link ShiftConvolution}, but for all phases: it copies the cells of dy once, and when it
 * writes, the phases of a row go side by side, so that every cache line of dx is written in one go.
 */
final class PhasedConvolution {
  private final TileKernel kernel;
  private final int groups;
  private final int channels;
  private final int outputs;
  private final int height;
  private final int width;
  private final int strideY;
  private final int strideX;
  private final Planes source;
  private final Planes target;
  private final ShiftGeometry geometry;
  private final Phase[] phases;
  private final float[] start;
  private final TaskSize size;

  /**
   * One phase.
   *
   * @param weights null where no tap contributes
   * @param offsets of its terms on a task's cells
   */
  private record Phase(PackedWeights weights, int[] offsets) {}

  /** Prepares {@link adjoint.tensor.backend.Backend#conv2dInputGradient}; F32 only. */
  PhasedConvolution(
      TileKernel kernel, Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    this.kernel = kernel;
    groups = options.groups();
    channels = weight.size(0) / groups;
    outputs = weight.size(1);
    height = out.size(2);
    width = out.size(3);
    strideY = options.strideY();
    strideX = options.strideX();
    source = Planes.of(gradient);
    target = Planes.of(out);
    PhaseTaps[] rows =
        PhaseTaps.all(options.paddingY(), strideY, options.dilationY(), weight.size(2));
    PhaseTaps[] columns =
        PhaseTaps.all(options.paddingX(), strideX, options.dilationX(), weight.size(3));
    geometry =
        new ShiftGeometry(
            out.size(0),
            PhaseTaps.axis(rows, gradient.size(2), TaskSize.ceilDiv(height, strideY)),
            PhaseTaps.axis(columns, gradient.size(3), TaskSize.ceilDiv(width, strideX)));
    int blocks = TaskSize.ceilDiv(outputs, kernel.rows());
    size = TaskSize.forPhases(kernel, geometry, groups, channels, blocks, strideY * strideX);
    phases = new Phase[strideY * strideX];
    for (int i = 0; i < phases.length; i++) {
      phases[i] = phase(weight, rows[i / strideX], columns[i % strideX]);
    }
    start = new float[groups * blocks * kernel.rows()];
  }

  private Phase phase(Tensor weight, PhaseTaps rows, PhaseTaps columns) {
    int taps = rows.count() * columns.count();
    if (taps == 0) {
      return new Phase(null, new int[0]);
    }
    int[] offsets = new int[channels * taps];
    for (int k = 0; k < offsets.length; k++) {
      int y = rows.positions()[k % taps / columns.count()] - geometry.rows().lowestShift();
      int x = columns.positions()[k % columns.count()] - geometry.columns().lowestShift();
      offsets[k] = k / taps * size.lineLength() + y * geometry.columns().pitch() + x;
    }
    Layout flipped = flipped(weight.layout(), rows, columns);
    return new Phase(PackedWeights.pack(kernel, weight.storage(), flipped), offsets);
  }

  /** The weights of the taps: groups x C/groups x O/groups x taps x taps. */
  private Layout flipped(Layout weight, PhaseTaps rows, PhaseTaps columns) {
    int[] shape = {groups, outputs, channels, rows.count(), columns.count()};
    int[] strides = {
      channels * weight.stride(0),
      weight.stride(1),
      weight.stride(0),
      -rows.step() * weight.stride(2),
      -columns.step() * weight.stride(3),
    };
    int offset =
        weight.offset() + rows.last() * weight.stride(2) + columns.last() * weight.stride(3);
    return Layout.of(shape, strides, offset);
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
    int firstOutput = firstBlock * kernel.rows();
    int blocks = Math.min(size.blocksPerPart(), start.length / groups / kernel.rows() - firstBlock);
    int phaseLength = blocks * kernel.rows() * count;
    Scratch scratch = Scratch.own();
    float[] cells = scratch.lines(channels * size.lineLength());
    float[] sums = scratch.sums(TileKernel.ALIGNED + phases.length * phaseLength);
    float[] panel = scratch.panel(kernel.panelLength());
    LineReader reader = new LineReader(geometry, source);
    for (int c = 0; c < channels; c++) {
      int at = c * size.lineLength();
      reader.read(
          group * channels + c, first, count + geometry.reach(), cells, at, size.lineLength());
    }
    for (int i = 0; i < phases.length; i++) {
      int origin = TileKernel.ALIGNED + i * phaseLength;
      PackedWeights weights = phases[i].weights;
      if (weights == null) {
        Arrays.fill(sums, origin, origin + phaseLength, 0f);
        continue;
      }
      int[] offsets = phases[i].offsets;
      for (int k = 0; k < offsets.length; k += TileKernel.PANEL_DEPTH) {
        int depth = Math.min(TileKernel.PANEL_DEPTH, offsets.length - k);
        for (int column = 0; column < count; column += kernel.columns()) {
          int at = origin + column;
          kernel.pack(cells, column, offsets, k, depth, panel);
          weights.multiply(group, firstBlock, blocks, k, depth, panel, start, sums, at, count);
        }
      }
    }
    int end = Math.min(first + count, geometry.positions());
    for (int c = 0; c < Math.min(blocks * kernel.rows(), outputs - firstOutput); c++) {
      int origin = TileKernel.ALIGNED + c * count - first;
      write(sums, origin, phaseLength, first, end, group * outputs + firstOutput + c);
    }
  }

  /**
   * Writes one channel where the positions are pixels; phase i's sum for a position is {@code
   * sums[origin + i * phaseLength + position]}.
   */
  private void write(float[] sums, int origin, int phaseLength, int first, int end, int channel) {
    int pitch = geometry.columns().pitch();
    int line = first / pitch;
    int image = line / geometry.rows().pitch();
    int row = line % geometry.rows().pitch();
    int column = first % pitch;
    int position = first;
    while (position < end) {
      int pixels = Math.min(geometry.columns().outputs() - column, end - position);
      if (row < geometry.rows().outputs() && pixels > 0) {
        int plane = target.offset() + image * target.image() + channel * target.channel();
        for (int y = 0; y < strideY && row * strideY + y < height; y++) {
          int from = origin + y * strideX * phaseLength + position;
          int at = plane + (row * strideY + y) * target.row();
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

  /** Writes the pixels of all phases of a row, from position {@code column} on. */
  private void writeRun(float[] sums, int from, int phaseLength, int at, int column, int pixels) {
    float[] array = target.array();
    if (strideX == 1 && target.column() == 1) {
      System.arraycopy(sums, from, array, at + column, pixels);
      return;
    }
    int x = column * strideX;
    int whole = Math.min(pixels, width / strideX - column);
    int written = 0;
    if (strideX == 2 && target.column() == 1) {
      written = Copies.interleave(sums, from, from + phaseLength, array, at + x, whole);
    }
    for (int i = 0; i < strideX; i++) {
      for (int p = written; p < pixels && (column + p) * strideX + i < width; p++) {
        array[at + (x + p * strideX + i) * target.column()] = sums[from + i * phaseLength + p];
      }
    }
  }
}
