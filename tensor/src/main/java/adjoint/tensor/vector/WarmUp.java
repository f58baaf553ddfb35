package adjoint.tensor.vector;

import adjoint.tensor.backend.InnerProducts;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the vector loops on tiny inputs, on a thread of its own, until the JIT compiler has compiled
 * them.
 *
 * <p>Before that the Vector API allocates an object per operation and is some hundred times slower
 * than plain Java. {@link VectorBackend} therefore leaves the work to plain Java until the loops
 * are ready, and for good on a virtual machine that never compiles them well. The tile kernel comes
 * first, since it matters most; the loops over single elements follow when a short program would be
 * over, since the compiler takes processor time, too.
 */
final class WarmUp {
  /** How long to keep trying. */
  private static final long LIMIT_NANOS = 30_000_000_000L;

  /**
   * How long the first work waits for the tile kernel: what it would run instead would have to be
   * compiled first, too, and at the expense of the kernel.
   */
  private static final long PATIENCE_MILLIS = 300;

  private static final long PAUSE_MILLIS = 3;
  private static final long PAUSE_BEFORE_ELEMENTS_MILLIS = 1_000;
  private static final int CALLS_PER_ROUND = 200;
  private static final int DEPTH = 64;

  /** What a call takes at most when it is compiled; otherwise it takes ten times as much. */
  private static final long FAST_NANOS = 2_000;

  private static volatile boolean elementsReady;
  private static volatile boolean trainingReady;

  /** One loop, on inputs that make it take every branch that it may take later. */
  private interface Loop {
    void run(int turn, int depth);
  }

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean tileReady;
  private volatile boolean patient = true;

  private WarmUp() {}

  /** For those who want the vector loops whatever they take. */
  static WarmUp skipped() {
    WarmUp warmUp = new WarmUp();
    warmUp.tileReady = true;
    elementsReady = true;
    trainingReady = true;
    return warmUp;
  }

  /** Starts warming up. */
  static WarmUp start(TileKernel kernel) {
    WarmUp warmUp = new WarmUp();
    Thread thread = new Thread(() -> warmUp.run(kernel), "adjoint-warm-up");
    thread.setDaemon(true);
    thread.start();
    return warmUp;
  }

  /** Whether the loops over single elements are compiled. */
  static boolean elementsReady() {
    return elementsReady;
  }

  /** Whether the loops that only a training needs are compiled. */
  static boolean trainingReady() {
    return trainingReady;
  }

  /** Whether the tile kernel is compiled; the first call waits for that, but not for long. */
  boolean tileReady() {
    if (!tileReady && patient) {
      try {
        done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      patient = false;
    }
    return tileReady;
  }

  private void run(TileKernel kernel) {
    try {
      tileReady = repeatUntilFast(tileLoops(kernel));
      done.countDown();
      if (tileReady && !elementsReady) {
        Thread.sleep(PAUSE_BEFORE_ELEMENTS_MILLIS);
        elementsReady = repeatUntilFast(elementLoops());
        trainingReady = elementsReady && repeatUntilFast(trainingLoops());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  /** Whether all loops became fast before it was time to give up. */
  private static boolean repeatUntilFast(List<Loop> loops) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (System.nanoTime() < end) {
      boolean fast = true;
      for (Loop loop : loops) {
        fast &= isFast(loop);
      }
      if (fast) {
        return true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }

  /**
   * Whether the loop is quick on an input of some size; if not, calls it so often on a minimal one
   * that the compiler should take notice.
   */
  private static boolean isFast(Loop loop) {
    long start = System.nanoTime();
    loop.run(0, DEPTH);
    loop.run(1, DEPTH);
    if (System.nanoTime() - start < 2 * FAST_NANOS) {
      return true;
    }
    for (int turn = 0; turn < CALLS_PER_ROUND; turn++) {
      loop.run(turn, 1);
    }
    return false;
  }

  private static List<Loop> tileLoops(TileKernel kernel) {
    float[] a = new float[DEPTH * kernel.rowStep()];
    float[] panel = new float[kernel.panelLength()];
    float[] start = new float[kernel.rows()];
    float[] sums = new float[kernel.rows() * kernel.columns()];
    float[] source = new float[DEPTH * kernel.columns()];
    int[] offsets = kernel.denseOffsets();
    return List.of(
        (turn, depth) -> {
          float[] from = turn % 2 == 0 ? start : null;
          kernel.multiply(depth, a, 0, panel, from, 0, sums, 0, kernel.columns());
        },
        (turn, depth) -> kernel.pack(source, 0, offsets, 0, depth, panel));
  }

  private static List<Loop> elementLoops() {
    float[] source = new float[256];
    float[] target = new float[256];
    return List.of(
        (turn, depth) -> VectorLoops.silu(source, 0, target, 0, length(turn, depth)),
        (turn, depth) -> VectorLoops.sigmoid(source, 0, target, 0, length(turn, depth)),
        (turn, depth) -> VectorLoops.exp(source, 0, target, 0, length(turn, depth)),
        (turn, depth) -> VectorLoops.everySecond(source, 0, target, 0, length(turn, depth)));
  }

  private static List<Loop> trainingLoops() {
    float[] source = new float[256];
    float[] target = new float[256];
    float[] sums = new float[InnerProducts.ROWS * InnerProducts.COLUMNS * InnerProducts.LANES];
    VectorChannelLoops loops = VectorChannelLoops.INSTANCE;
    return List.of(
        (turn, depth) ->
            VectorInnerProducts.INSTANCE.add(source, 0, source, 0, 0, Math.max(16, depth), sums, 0),
        (turn, depth) -> VectorLoops.interleave(source, 0, 64, target, 0, Math.max(16, depth)),
        (turn, depth) -> loops.scale(source, 0, 0f, 1f, 0f, target, 0, length(turn, depth)),
        (turn, depth) -> loops.siluGradient(target, 0, source, 0, length(turn, depth)),
        (turn, depth) -> loops.deviations(source, 0, 0f, length(turn, depth), target),
        (turn, depth) -> loops.products(source, 0, source, 0, 0f, length(turn, depth), target),
        (turn, depth) ->
            loops.project(source, 0, source, 0, 0f, 1f, 0f, 1f, target, 0, length(turn, depth)));
  }

  /** A length with whole vectors, and one to fifteen more elements or none. */
  private static int length(int turn, int depth) {
    return 2 * depth + 16 + turn % 16;
  }
}
