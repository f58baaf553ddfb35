package adjoint.tensor.vector;

import java.util.stream.IntStream;

/**
 * The taps of one axis of a kernel that contribute to one phase of the input gradient: to the
 * pixels of equal remainder modulo the stride.
 *
 * @param last the largest of them, which comes first
 * @param step taps from one to the next
 * @param positions how far from pixel i of the phase the pixel of dy lies that each tap meets
 */
record PhaseTaps(int last, int step, int[] positions) {
  /**
   * @param position the phase's first pixel, padding included
   * @param kernel taps in all
   */
  static PhaseTaps of(int position, int stride, int dilation, int kernel) {
    int[] contributing =
        IntStream.iterate(kernel - 1, tap -> tap >= 0, tap -> tap - 1)
            .filter(tap -> (position - tap * dilation) % stride == 0)
            .toArray();
    int[] positions = contributing.clone();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (position - contributing[i] * dilation) / stride;
    }
    int last = contributing.length > 0 ? contributing[0] : 0;
    int step = contributing.length > 1 ? contributing[0] - contributing[1] : 1;
    return new PhaseTaps(last, step, positions);
  }

  /** The taps of all phases of an axis. */
  static PhaseTaps[] all(int padding, int stride, int dilation, int kernel) {
    return IntStream.range(0, stride)
        .mapToObj(phase -> of(phase + padding, stride, dilation, kernel))
        .toArray(PhaseTaps[]::new);
  }

  /** The axis on which all phases read dy; a phase has at most {@code outputs} pixels. */
  static Axis axis(PhaseTaps[] phases, int inputs, int outputs) {
    int[] positions =
        IntStream.range(0, phases.length)
            .flatMap(phase -> IntStream.of(phases[phase].positions))
            .toArray();
    return new Axis(inputs, outputs, 1, positions);
  }

  /** Number of taps. */
  int count() {
    return positions.length;
  }
}
