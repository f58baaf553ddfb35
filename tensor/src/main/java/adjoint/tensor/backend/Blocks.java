package adjoint.tensor.backend;

import adjoint.tensor.Storage;

/**
 * Cuts long loops into pieces: ranges that threads share out, and blocks that fit into the first
 * cache. The cuts depend on nothing but the number of elements.
 */
final class Blocks {
  /** Elements that are gathered into a buffer at a time; a multiple of the eight lanes of a sum. */
  static final int BLOCK = 1024;

  /** Elements that are worth handing to another thread. */
  static final int RANGE = 32 * BLOCK;

  private Blocks() {}

  /** Works on elements {@code start} to {@code end - 1}. */
  interface Range {
    void run(int start, int end);
  }

  /** Runs {@code body} over 0 to {@code count - 1} in ranges of {@link #RANGE}. */
  static void ranges(int count, Range body) {
    ranges(count, RANGE, body);
  }

  /** Runs {@code body} over 0 to {@code count - 1} in ranges of the given size. */
  static void ranges(int count, int size, Range body) {
    if (count <= size) {
      if (count > 0) {
        body.run(0, count);
      }
      return;
    }
    int tasks = (count - 1) / size + 1;
    Parallel.forEach(
        tasks,
        task -> {
          int start = task * size;
          body.run(start, Math.min(count - start, size) + start);
        });
  }

  /** The array behind a storage. */
  static Object array(Storage storage) {
    return switch (storage.dtype()) {
      case BOOL, U8 -> storage.bytes();
      case I32 -> storage.ints();
      case I64 -> storage.longs();
      case F16, BF16 -> storage.shorts();
      case F32 -> storage.floats();
      case F64 -> storage.doubles();
    };
  }
}
