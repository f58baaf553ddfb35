package adjoint.tensor.vector;

import java.util.Arrays;

/**
 * One axis of a convolution, laid out so that every kernel tap is a constant shift.
 *
 * <p>Output i reads, for tap t, the input pixel {@code i * step + position[t]}. For a step of 1
 * that is the input shifted by {@code position[t]}. For larger steps the input is split into
 * phases, the pixels of equal remainder modulo the step: with {@code position = shift * step +
 * phase}, output i reads pixel {@code i + shift} of that phase, again a shift.
 *
 * <p>A stored line of a phase starts at pixel {@code lowestShift}, zeros standing for pixels
 * outside the input. Lines follow each other at a distance of {@link #pitch}, and where the zeros
 * at the end of one line and those at the start of the next can be the same cells, they are.
 */
final class Axis {
  private final int inputs;
  private final int outputs;
  private final int step;
  private final int[] phases;
  private final int[] phaseIndex;
  private final int[] shift;
  private final int lowestShift;
  private final int span;
  private final int pitch;

  /**
   * Lays out an axis.
   *
   * @param inputs pixels of the input
   * @param outputs pixels of the output
   * @param step input pixels from one output to the next
   * @param positions where each tap lies relative to {@code output * step}; at least one
   */
  Axis(int inputs, int outputs, int step, int[] positions) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.step = step;
    phases = phases(positions, step);
    phaseIndex = new int[positions.length];
    shift = new int[positions.length];
    int lowest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (int t = 0; t < positions.length; t++) {
      int phase = Math.floorMod(positions[t], step);
      while (phases[phaseIndex[t]] != phase) {
        phaseIndex[t]++;
      }
      shift[t] = Math.floorDiv(positions[t], step);
      lowest = Math.min(lowest, shift[t]);
      highest = Math.max(highest, shift[t]);
    }
    lowestShift = lowest;
    span = highest - lowest;
    pitch = outputs + span - sharedZeros();
  }

  /** The axis of a forward convolution. */
  static Axis forward(int inputs, int outputs, int taps, int stride, int padding, int dilation) {
    int[] positions = new int[taps];
    for (int t = 0; t < taps; t++) {
      positions[t] = t * dilation - padding;
    }
    return new Axis(inputs, outputs, stride, positions);
  }

  /** The remainders that occur, each once. A loop, since streams are slow to load. */
  private static int[] phases(int[] positions, int step) {
    int[] found = new int[positions.length];
    int count = 0;
    for (int position : positions) {
      int phase = Math.floorMod(position, step);
      boolean isNew = true;
      for (int i = 0; i < count; i++) {
        isNew &= found[i] != phase;
      }
      if (isNew) {
        found[count++] = phase;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private int sharedZeros() {
    int shared = Math.min(Math.max(-lowestShift, 0), span);
    for (int phase = 0; phase < phases.length; phase++) {
      int end = pixels(phase) - lowestShift;
      shared = Math.min(shared, Math.max(outputs + span - end, 0));
    }
    return shared;
  }

  /** Input pixels in a phase. */
  int pixels(int phase) {
    return Math.max((inputs - phases[phase] + step - 1) / step, 0);
  }

  /** Input pixels. */
  int inputs() {
    return inputs;
  }

  /** Output pixels. */
  int outputs() {
    return outputs;
  }

  /** Input pixels from one pixel of a phase to the next. */
  int step() {
    return step;
  }

  /** Number of kernel taps. */
  int taps() {
    return shift.length;
  }

  /** Number of phases that some tap reads. */
  int phaseCount() {
    return phases.length;
  }

  /** The input pixel at which a phase starts. */
  int phaseStart(int phase) {
    return phases[phase];
  }

  /** The phase that a tap reads. */
  int phaseOf(int tap) {
    return phaseIndex[tap];
  }

  /** Cells from the one under output 0 on a stored line's start to the one that a tap reads. */
  int offset(int tap) {
    return shift[tap] - lowestShift;
  }

  /** Pixel of a phase in the first cell of a stored line. */
  int lowestShift() {
    return lowestShift;
  }

  /** The largest {@link #offset}. */
  int span() {
    return span;
  }

  /** Cells from one stored line to the next. */
  int pitch() {
    return pitch;
  }
}
