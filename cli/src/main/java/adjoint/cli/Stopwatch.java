package adjoint.cli;

/** Times a piece of work often enough for the JIT compiler to have seen it. */
final class Stopwatch {
  private final long warmUpNanos;
  private final long measureNanos;

  /**
   * Sets how long is measured.
   *
   * @param warmUpMillis time to repeat the work before anything counts
   * @param measureMillis time to repeat it while it counts; at least three times
   */
  Stopwatch(long warmUpMillis, long measureMillis) {
    warmUpNanos = warmUpMillis * 1_000_000;
    measureNanos = measureMillis * 1_000_000;
  }

  /** The shortest time in milliseconds: the one that other programs disturbed least. */
  double milliseconds(Runnable work) {
    long start = System.nanoTime();
    do {
      work.run();
    } while (System.nanoTime() - start < warmUpNanos);
    long best = Long.MAX_VALUE;
    start = System.nanoTime();
    for (int i = 0; i < 3 || System.nanoTime() - start < measureNanos; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - begin);
    }
    return best / 1e6;
  }
}
