package adjoint.cli;

import java.util.concurrent.TimeUnit;

/**
 * Lets a loop end after the step at hand when Ctrl-C is pressed, so that no half-written file stays
 * behind and what was found is still reported.
 *
 * <p>While one is open, an ending Java machine waits for the thread that opened it.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private static volatile boolean requested;

  private final Thread hook;

  /** Starts to watch on behalf of the current thread. */
  Interruption() {
    Thread worker = Thread.currentThread();
    hook = new Thread(() -> await(worker), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void await(Thread worker) {
    requested = true;
    try {
      worker.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the Java machine was asked to end. */
  static boolean requested() {
    return requested;
  }

  /** Whether the loop should go on with its next step. */
  boolean goesOn() {
    return !requested;
  }

  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // Asked to end in this very moment: the hook runs, and waits until this thread is done.
      }
    }
  }
}
