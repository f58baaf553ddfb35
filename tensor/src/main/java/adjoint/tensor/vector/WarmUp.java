package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the JIT compiler compile the vector kernels before there is work for them.
 *
 * <p>Until then each vector is an object and each operation a call, some hundred times slower: a
 * first convolution of ordinary size would take many seconds. So a thread of its own calls the
 * kernels with next to nothing to do, from the moment that the backend is chosen until they are
 * fast, and the first product waits for it.
 */
final class WarmUp {
  /** Terms of a call: enough for the compiler to see a loop, few enough to be quick before. */
  private static final int DEPTH = 12;

  private static final int LENGTH = 256;

  /** The compiled kernels need under a microsecond for this, the others over twenty. */
  private static final long COMPILED_NANOS = 5_000;

  /** After so many calls a compiler told to hurry has been asked, and needs the processor. */
  private static final int CALLS_WHEN_TOLD = 60;

  /** It is waited for with so many further calls, a millisecond apart. */
  private static final int CALLS_IN_WAITING = 500;

  /** After so many calls any compiler has been asked. */
  private static final int CALLS_UNTOLD = 8_000;

  /** A Java machine without the optimising compiler is not waited for longer than this. */
  private static final long PATIENCE_SECONDS = 5;

  private final TileKernel kernel;
  private final float[] left;
  private final float[] panel;
  private final float[] source;
  private final float[] start;
  private final float[] sums;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean ready;

  private WarmUp(TileKernel kernel) {
    this.kernel = kernel;
    left = new float[kernel.rowStep() * DEPTH];
    panel = new float[kernel.panelLength()];
    source = new float[(DEPTH + 1) * kernel.columns()];
    start = new float[kernel.rows()];
    sums = new float[Math.max(kernel.rows() * kernel.columns(), LENGTH)];
  }

  /** Starts warming up a kernel in the background. */
  static WarmUp start(TileKernel kernel) {
    WarmUp warmUp = new WarmUp(kernel);
    Thread thread = new Thread(warmUp::run, "adjoint-warm-up");
    thread.setDaemon(true);
    thread.start();
    return warmUp;
  }

  /** Returns at once when the kernels are compiled, and waits for it otherwise. */
  void await() {
    if (ready) {
      return;
    }
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Slow, but right: the caller's work goes on with what is compiled by now.
      Thread.currentThread().interrupt();
    }
    ready = true;
  }

  private void run() {
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      int fast = 0;
      for (int call = 0; fast < 8 && System.nanoTime() < end; call++) {
        fast = areFast(call) ? fast + 1 : 0;
        boolean told = call > CALLS_WHEN_TOLD && call < CALLS_WHEN_TOLD + CALLS_IN_WAITING;
        if (told || call > CALLS_UNTOLD) {
          Thread.sleep(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ready = true;
      finished.countDown();
    }
  }

  /** Calls each kernel once, in both of its ways, and tells whether all were fast. */
  private boolean areFast(int call) {
    long before = System.nanoTime();
    float[] first = call % 2 == 0 ? start : null;
    kernel.multiply(DEPTH, left, panel, first, 0, sums, 0, kernel.columns());
    final long multiplied = System.nanoTime();
    kernel.pack(source, 0, kernel.denseOffsets(), 0, DEPTH, panel);
    final long packed = System.nanoTime();
    Activations.apply(Activation.SILU, sums, 0, LENGTH);
    final long activated = System.nanoTime();
    return multiplied - before < COMPILED_NANOS
        && packed - multiplied < COMPILED_NANOS
        && activated - packed < COMPILED_NANOS;
  }
}
