package adjoint.tensor.backend;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * A parallel for-loop over independent tasks. {@code adjoint.threads} sets the number of threads,
 * the caller's included; it is the number of processors by default. Which thread runs which task is
 * not defined, so a task writes only what is its own.
 *
 * <p>The threads are daemons, started at the first loop that can use them. One loop has them at a
 * time: a loop started inside a task, or while another thread's loop runs, runs on its own thread.
 */
public final class Parallel {
  private static final ReentrantLock LOOP = new ReentrantLock();
  private static volatile int threads = configuredThreads();
  private static WorkerPool pool;

  private Parallel() {}

  private static int configuredThreads() {
    String text = System.getProperty("adjoint.threads");
    if (text == null || text.isBlank()) {
      return Runtime.getRuntime().availableProcessors();
    }
    int count;
    try {
      count = Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      count = 0;
    }
    if (count < 1) {
      throw new IllegalArgumentException(
          "adjoint.threads: \"" + text + "\" is not a whole number from 1");
    }
    return count;
  }

  /** Threads that take part in a loop. */
  public static int threads() {
    return threads;
  }

  /**
   * Sets the number of threads for the loops that start from now on; waits for a running one.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   * @throws IllegalStateException if called inside a loop's task
   */
  public static void setThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads: " + count + " is not a number from 1");
    }
    if (LOOP.isHeldByCurrentThread() || WorkerPool.isWorker(Thread.currentThread())) {
      throw new IllegalStateException("threads: cannot be changed inside a parallel loop");
    }
    LOOP.lock();
    try {
      if (count != threads && pool != null) {
        pool.stop();
        pool = null;
      }
      threads = count;
    } finally {
      LOOP.unlock();
    }
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1} and returns when all have ended. If a task throws,
   * tasks not yet started are dropped and the first exception is thrown here. Nested loops run on
   * the calling thread.
   */
  public static void forEach(int tasks, IntConsumer body) {
    if (tasks > 1 && threads > 1 && !WorkerPool.isWorker(Thread.currentThread())) {
      if (!LOOP.isHeldByCurrentThread() && LOOP.tryLock()) {
        try {
          shared(tasks, body);
          return;
        } finally {
          LOOP.unlock();
        }
      }
    }
    for (int i = 0; i < tasks; i++) {
      body.accept(i);
    }
  }

  private static void shared(int tasks, IntConsumer body) {
    if (pool == null) {
      pool = new WorkerPool(threads - 1);
    }
    pool.run(tasks, body);
  }
}
