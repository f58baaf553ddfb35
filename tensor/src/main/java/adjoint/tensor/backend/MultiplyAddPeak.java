package adjoint.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.LongToDoubleFunction;

/**
 * Measures how many fused multiply-adds this machine does at most: the yardstick for kernels, since
 * absolute times on a shared machine say little.
 */
public final class MultiplyAddPeak {
  private static final String VECTOR_LOOP = "adjoint.tensor.vector.FmaLoop";

  /** Longer than the JIT compiler takes; before it, vector code is hundreds of times slower. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private static final long SAMPLE_NANOS = 10_000_000;

  private final List<LongToDoubleFunction> loops = new ArrayList<>();
  private final long rounds;

  /**
   * Prepares a measurement, in about three seconds.
   *
   * @param threads threads that compute at the same time
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public MultiplyAddPeak(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " is not a number from 1");
    }
    for (int i = 0; i < threads; i++) {
      loops.add(loop());
    }
    long enough = 100;
    long took = 0;
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end || took < SAMPLE_NANOS) {
      took = nanos(loops.get(0), enough);
      if (took < SAMPLE_NANOS) {
        enough *= 2;
      }
    }
    rounds = enough;
  }

  /**
   * Measures once, in 10 to 20 milliseconds. The speed of a shared machine changes from one moment
   * to the next, so that a kernel is best compared with samples from just before and after it.
   *
   * @return 10^9 single-precision operations per second, all threads together, two operations for
   *     each multiply-add
   */
  public double sample() {
    return sample(loops, rounds);
  }

  private static long nanos(LongToDoubleFunction loop, long rounds) {
    long start = System.nanoTime();
    loop.applyAsDouble(rounds);
    return System.nanoTime() - start;
  }

  private static double sample(List<LongToDoubleFunction> loops, long rounds) {
    DoubleAdder operations = new DoubleAdder();
    List<Thread> threads = new ArrayList<>();
    for (LongToDoubleFunction loop : loops.subList(1, loops.size())) {
      threads.add(new Thread(() -> operations.add(loop.applyAsDouble(rounds)), "peak"));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    operations.add(loops.get(0).applyAsDouble(rounds));
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while measuring", e);
      }
    }
    return operations.sum() / (System.nanoTime() - start);
  }

  /** With vectors where the incubator module is there, else one number at a time. */
  private static LongToDoubleFunction loop() {
    try {
      return (LongToDoubleFunction)
          Class.forName(VECTOR_LOOP).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError absent) {
      return new ScalarLoop();
    }
  }

  /** {@link Math#fma(float, float, float)} in chains that do not wait for each other. */
  private static final class ScalarLoop implements LongToDoubleFunction {
    private volatile float sink;

    @Override
    public double applyAsDouble(long rounds) {
      float a = 1;
      float b = 1;
      float c = 1;
      float d = 1;
      float e = 1;
      float f = 1;
      float g = 1;
      float h = 1;
      for (long i = 0; i < rounds; i++) {
        a = Math.fma(a, 0.999f, 0.001f);
        b = Math.fma(b, 0.999f, 0.001f);
        c = Math.fma(c, 0.999f, 0.001f);
        d = Math.fma(d, 0.999f, 0.001f);
        e = Math.fma(e, 0.999f, 0.001f);
        f = Math.fma(f, 0.999f, 0.001f);
        g = Math.fma(g, 0.999f, 0.001f);
        h = Math.fma(h, 0.999f, 0.001f);
      }
      sink = a + b + c + d + e + f + g + h;
      return 2.0 * 8 * rounds;
    }
  }
}
