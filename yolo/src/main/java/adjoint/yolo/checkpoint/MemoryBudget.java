package adjoint.yolo.checkpoint;

import adjoint.tensor.io.FormatException;

/** Counts roughly what a pickle's values take in memory, so that a small file cannot fill it. */
final class MemoryBudget {
  /** Bytes of a boxed number and a stack slot, roughly. */
  static final int VALUE = 16;

  /** Bytes of an empty list, dictionary or record, roughly. */
  static final int CONTAINER = 64;

  /** Bytes that an element adds to a list. */
  static final int ELEMENT = 12;

  /** Bytes that a key and value add to a dictionary. */
  static final int MEMBER = 72;

  private static final long LIMIT = 128L << 20;

  private final PickleInput input;
  private long used;

  MemoryBudget(PickleInput input) {
    this.input = input;
  }

  /**
   * Adds to what is used.
   *
   * @throws FormatException if it is too much
   */
  void charge(long bytes) throws FormatException {
    used += bytes;
    if (used > LIMIT) {
      throw input.error(
          "the pickle describes more than " + (LIMIT >> 20) + " MiB of objects, tensors aside");
    }
  }
}
