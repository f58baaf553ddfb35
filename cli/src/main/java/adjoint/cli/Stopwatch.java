package adjoint.cli;

/** Times a piece of work often enough for the JIT compiler to have seen it. */
final class Stopwatch {
  private static final int MOST_WARM_UPS = 20;
  private static final double STILL_FASTER = 0.9;

  private final long warmUpNanos;
  private final long measureNanos;

  /**
   * Sets how long is measured.
   *
   * @param warmUpMillis time to repeat the work before anything counts, again and again until it
   *     gets no faster
   * @param measureMillis time to repeat it while it counts; at least three times
   */
  Stopwatch(long warmUpMillis, long measureMillis) {
    warmUpNanos = warmUpMillis * 1_000_000;
    measureNanos = measureMillis * 1_000_000;
  }

  /** The shortest time in milliseconds: the one that other programs disturbed least. */
  double milliseconds(Runnable work) {
    // As long as the work still gets faster, the compiler is not done with it.
    long before = Long.MAX_VALUE;
    long best = bestWithin(warmUpNanos, 1, work);
    for (int i = 0; i < MOST_WARM_UPS && best < before * STILL_FASTER; i++) {
      before = best;
      best = Math.min(best, bestWithin(warmUpNanos, 1, work));
    }
    return bestWithin(measureNanos, 3, work) / 1e6;
  }

  private static long bestWithin(long nanos, int least, Runnable work) {
    long best = Long.MAX_VALUE;
    long start = System.nanoTime();
    for (int i = 0; i < least || System.nanoTime() - start < nanos; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - begin);
    }
    return best;
  }
}
