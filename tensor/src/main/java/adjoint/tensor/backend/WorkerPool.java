package adjoint.tensor.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The threads behind {@link Parallel}. A forward pass starts some hundred short loops one after the
 * other, so a waiting thread watches for the next loop for a moment before it sleeps: waking it
 * from sleep would take longer than many loops last, above all on a virtual machine, which may give
 * the processor to somebody else meanwhile.
 */
final class WorkerPool {
  private static final long SPIN_NANOS = 50_000;
  private static final long AWAKE_NANOS = 2_000_000;
  private static final int SPINS_PER_CLOCK_READ = 32;

  private final Worker[] workers;
  private volatile Loop current;
  private volatile boolean stopped;

  WorkerPool(int size) {
    workers = new Worker[size];
    for (int i = 0; i < size; i++) {
      workers[i] = new Worker(i + 1);
    }
    for (Worker worker : workers) {
      worker.start();
    }
  }

  static boolean isWorker(Thread thread) {
    return thread instanceof Worker;
  }

  /** Runs a loop with the caller's help; one at a time. */
  void run(int tasks, IntConsumer body) {
    Loop loop = new Loop(tasks, body, Thread.currentThread());
    current = loop;
    int helpers = Math.min(tasks - 1, workers.length);
    for (int i = 0; i < helpers; i++) {
      workers[i].wake();
    }
    loop.work();
    loop.await();
    current = null;
    loop.rethrow();
  }

  /** Ends the threads; no loop may be running. */
  void stop() {
    stopped = true;
    for (Worker worker : workers) {
      worker.wake();
    }
  }

  /** One loop: tasks are claimed one by one, so that fast threads take more of them. */
  private static final class Loop {
    private final int tasks;
    private final IntConsumer body;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean callerSleeps;

    Loop(int tasks, IntConsumer body, Thread caller) {
      this.tasks = tasks;
      this.body = body;
      this.caller = caller;
      this.unfinished = new AtomicInteger(tasks);
    }

    void work() {
      while (next.get() < tasks) {
        int task = next.getAndIncrement();
        if (task >= tasks) {
          return;
        }
        try {
          if (failure.get() == null) {
            body.accept(task);
          }
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        } finally {
          if (unfinished.decrementAndGet() == 0 && callerSleeps) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    void await() {
      boolean interrupted = false;
      Patience patience = new Patience();
      while (unfinished.get() > 0) {
        if (!patience.lasts()) {
          callerSleeps = true;
          if (unfinished.get() > 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
          }
        }
      }
      if (interrupted) {
        caller.interrupt();
      }
    }

    void rethrow() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown != null) {
        throw new IllegalStateException("a task failed", thrown);
      }
    }
  }

  private final class Worker extends Thread {
    private volatile boolean sleeps;

    Worker(int number) {
      super("adjoint-" + number);
      setDaemon(true);
    }

    void wake() {
      if (sleeps) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      Loop done = null;
      while (!stopped) {
        Loop loop = nextLoop(done);
        if (loop != null) {
          loop.work();
        }
        done = loop;
      }
    }

    /** The next loop, or null when the pool stops or after sleeping. */
    private Loop nextLoop(Loop done) {
      Patience patience = new Patience();
      do {
        Loop loop = current;
        if (loop != null && loop != done) {
          return loop;
        }
      } while (patience.lasts());
      sleeps = true;
      Loop loop = current;
      if (!stopped && (loop == null || loop == done)) {
        LockSupport.park(this);
        Thread.interrupted();
      }
      sleeps = false;
      return loop == done ? null : loop;
    }
  }

  /** A wait for what comes soon: at first without pause, then after everyone else. */
  private static final class Patience {
    private final long start = System.nanoTime();
    private boolean spinning = true;
    private int turns;

    /** Waits a moment; false when it is time to sleep. */
    boolean lasts() {
      if (spinning) {
        Thread.onSpinWait();
        turns++;
        spinning = turns % SPINS_PER_CLOCK_READ != 0 || waited() < SPIN_NANOS;
        return true;
      }
      Thread.yield();
      return waited() < AWAKE_NANOS;
    }

    private long waited() {
      return System.nanoTime() - start;
    }
  }
}
