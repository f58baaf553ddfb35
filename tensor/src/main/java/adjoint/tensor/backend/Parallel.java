package adjoint.tensor.backend;

import java.util.function.IntConsumer;

/**
 * A parallel for-loop over independent tasks. {@code adjoint.threads} sets the number of threads,
 * the caller's included; it is the number of processors by default. Which thread runs which task is
 * not defined, so a task writes only what is its own.
 */
public final class Parallel {
  private Parallel() {}

  /** Threads that take part in a loop. */
  public static int threads() {
    return 1;
  }

  /** Runs {@code body} for 0 to {@code tasks - 1}; nested loops run on the calling thread. */
  public static void forEach(int tasks, IntConsumer body) {
    for (int i = 0; i < tasks; i++) {
      body.accept(i);
    }
  }
}
