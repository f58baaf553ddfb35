package adjoint.tensor.vector;

/** Working arrays that a thread keeps from one task to the next, so that tasks allocate nothing. */
final class Scratch {
  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  /**
   * Large enough for G1 to put an array at the start of a region, see {@link TileKernel#ALIGNED}.
   */
  private static final int LARGE = 1 << 20;

  private float[] lines = {};
  private float[] panel = {};
  private float[] sums = {};

  private Scratch() {}

  /** The calling thread's arrays; contents are undefined. */
  static Scratch own() {
    return OWN.get();
  }

  /** An array of at least {@code length} elements for copies of the input. */
  float[] lines(int length) {
    if (lines.length < length) {
      lines = new float[length];
    }
    return lines;
  }

  /** An array of at least {@code length} elements for a panel. */
  float[] panel(int length) {
    if (panel.length < length) {
      panel = new float[Math.max(length, LARGE)];
    }
    return panel;
  }

  /** An array of at least {@code length} elements for what is computed. */
  float[] sums(int length) {
    if (sums.length < length) {
      sums = new float[Math.max(length, LARGE)];
    }
    return sums;
  }
}
