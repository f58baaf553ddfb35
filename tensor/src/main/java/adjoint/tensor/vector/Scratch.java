package adjoint.tensor.vector;

import adjoint.tensor.Layout;

/** Working arrays that a thread keeps from one task to the next, so that tasks allocate nothing. */
final class Scratch {
  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  /**
   * Large enough for G1 to put an array at the start of a region, see {@link TileKernel#ALIGNED}.
   */
  private static final int LARGE = 1 << 20;

  /** Elements of the largest room that is kept. */
  private static final int LARGEST_KEPT = 1 << 22;

  private float[] lines = {};
  private float[] panel = {};
  private float[] sums = {};
  private PackedWeights packed;
  private float kept;

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

  /** Takes a value that nobody needs, so that the compiler does not drop what it was read for. */
  void keep(float value) {
    kept = value;
  }

  /**
   * Room for a left factor. It is the same one as before where the shape is, since memory that was
   * just used is faster than new; what was packed there is lost.
   */
  PackedWeights packed(TileKernel kernel, Layout layout) {
    if (packed != null && packed.fits(kernel, layout)) {
      return packed;
    }
    int depth = layout.size(2) * layout.size(3) * layout.size(4);
    PackedWeights room = new PackedWeights(kernel, layout.size(0), layout.size(1), depth);
    if (room.elements() <= LARGEST_KEPT) {
      packed = room;
    }
    return room;
  }
}
