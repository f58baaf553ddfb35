package adjoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Times a piece of work often enough for the JIT compiler to have seen it. */
final class Stopwatch {
  private static final int MOST_WARM_UPS = 20;
  private static final int TURNS = 7;
  private static final double STILL_FASTER = 0.9;

  private final long warmUpNanos;
  private final long measureNanos;

  /**
   * Sets how long is measured.
   *
   * @param warmUpMillis time to repeat the work before anything counts, again and again until it
   *     gets no faster
   * @param measureMillis time to repeat it while it counts; at least seven times
   */
  Stopwatch(long warmUpMillis, long measureMillis) {
    warmUpNanos = warmUpMillis * 1_000_000;
    measureNanos = measureMillis * 1_000_000;
  }

  /** The median time in milliseconds. */
  double milliseconds(Runnable work) {
    return beside(work, () -> 1).milliseconds();
  }

  /**
   * Times the work and reads a yardstick by turns, so that both see the same changes of the
   * machine's speed.
   */
  Reading beside(Runnable work, DoubleSupplier yardstick) {
    // As long as the work still gets faster, the compiler is not done with it.
    long before = Long.MAX_VALUE;
    long best = bestWithin(warmUpNanos, work);
    for (int i = 0; i < MOST_WARM_UPS && best < before * STILL_FASTER; i++) {
      before = best;
      best = Math.min(best, bestWithin(warmUpNanos, work));
    }
    double[] times = new double[TURNS];
    double[] products = new double[TURNS];
    for (int i = 0; i < TURNS; i++) {
      double earlier = yardstick.getAsDouble();
      times[i] = medianWithin(measureNanos / TURNS, work) / 1e6;
      products[i] = times[i] * (earlier + yardstick.getAsDouble()) / 2;
    }
    return new Reading(median(times), median(products));
  }

  /**
   * What was measured.
   *
   * @param milliseconds the median time
   * @param timesYardstick the median of time multiplied by the yardstick's value beside it
   */
  record Reading(double milliseconds, double timesYardstick) {}

  private static long bestWithin(long nanos, Runnable work) {
    long best = Long.MAX_VALUE;
    long start = System.nanoTime();
    do {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - begin);
    } while (System.nanoTime() - start < nanos);
    return best;
  }

  private static double medianWithin(long nanos, Runnable work) {
    List<Long> times = new ArrayList<>();
    long start = System.nanoTime();
    do {
      long begin = System.nanoTime();
      work.run();
      times.add(System.nanoTime() - begin);
    } while (System.nanoTime() - start < nanos);
    return median(times.stream().mapToDouble(Long::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
