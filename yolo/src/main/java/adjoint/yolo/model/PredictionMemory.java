package adjoint.yolo.model;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.backend.MemoryPool;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * The memory of a model's predictions, kept from one to the next: one pool for each prediction that
 * runs at the same time. The garbage collector may take what waits.
 */
final class PredictionMemory {
  /** A pool that holds more is dropped: it served a large batch, and few of those follow. */
  private static final long LARGEST = 256L << 20;

  private static final String OWN_PACKAGES = "adjoint.";

  private final Queue<SoftReference<MemoryPool>> idle = new ConcurrentLinkedQueue<>();

  /**
   * Whether the outputs of these modules may be overwritten once no later row needs them: modules
   * of other programs, and observers, may keep them.
   */
  static boolean suits(List<Module> modules) {
    for (Module module : modules) {
      if (module.isObserved() || !module.getClass().getName().startsWith(OWN_PACKAGES)) {
        return false;
      }
    }
    return true;
  }

  /** Runs a prediction with a pool. */
  <T> T use(Function<MemoryPool, T> prediction) {
    MemoryPool pool = next();
    T result = pool.use(() -> prediction.apply(pool));
    if (pool.heldBytes() <= LARGEST) {
      idle.add(new SoftReference<>(pool));
    }
    return result;
  }

  /** Gives back everything but these outputs of rows; null stands for one that is over. */
  static void recycle(MemoryPool pool, Variable[] outputs) {
    pool.recycle(
        Arrays.stream(outputs)
            .filter(Objects::nonNull)
            .map(output -> output.value().storage())
            .toList());
  }

  private MemoryPool next() {
    for (SoftReference<MemoryPool> kept = idle.poll(); kept != null; kept = idle.poll()) {
      MemoryPool pool = kept.get();
      if (pool != null) {
        return pool;
      }
    }
    return new MemoryPool();
  }
}
