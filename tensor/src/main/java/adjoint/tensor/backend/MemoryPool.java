package adjoint.tensor.backend;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Memory for results, for a computation that is done again and again.
 *
 * <p>A new Java array is filled with zeros, by the one thread that makes it; in a network's forward
 * pass that takes a tenth of the time. An operation that writes all elements of its result does not
 * need the zeros. While a computation {@link #use uses} a pool, such results stand in memory that
 * the computation has given back by {@link #recycle}, where there is any.
 *
 * <p>Whoever gives memory back answers for it that no tensor on it is read again. A pool serves one
 * thread at a time.
 */
public final class MemoryPool {
  /** Shorter results are allocated as ever. */
  private static final int SHORTEST = 4096;

  private static final ThreadLocal<MemoryPool> CURRENT = new ThreadLocal<>();

  /** Arrays given back during this use, and those left from the one before, by their lengths. */
  private Map<Integer, ArrayDeque<float[]>> free = new HashMap<>();

  private Map<Integer, ArrayDeque<float[]>> left = new HashMap<>();

  private final List<Storage> lent = new ArrayList<>();

  /** An empty pool. */
  public MemoryPool() {}

  /**
   * Runs a computation whose results on this thread stand in memory of this pool. What was not
   * given back at its end is the computation's to keep; what the pool then holds and this
   * computation had no need for is dropped.
   */
  public <T> T use(Supplier<T> computation) {
    MemoryPool outer = CURRENT.get();
    left = free;
    free = new HashMap<>();
    CURRENT.set(this);
    try {
      return computation.get();
    } finally {
      lent.clear();
      left.clear();
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Takes back all memory handed out since {@link #use} began, but for these storages'. */
  public void recycle(Collection<Storage> needed) {
    Map<Object, Boolean> kept = new IdentityHashMap<>();
    needed.forEach(storage -> kept.put(Blocks.array(storage), true));
    for (Iterator<Storage> each = lent.iterator(); each.hasNext(); ) {
      float[] array = each.next().floats();
      if (!kept.containsKey(array)) {
        free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
        each.remove();
      }
    }
  }

  /** Bytes that wait to be used again. */
  public long heldBytes() {
    long elements = 0;
    for (Map.Entry<Integer, ArrayDeque<float[]>> each : free.entrySet()) {
      elements += (long) each.getKey() * each.getValue().size();
    }
    return elements * Float.BYTES;
  }

  /**
   * A storage for a result whose elements are all going to be written; what it holds is undefined.
   */
  public static Storage result(DType dtype, int length) {
    MemoryPool pool = dtype == DType.F32 && length >= SHORTEST ? CURRENT.get() : null;
    return pool == null ? Storage.allocate(dtype, length) : pool.lend(length);
  }

  private Storage lend(int length) {
    float[] array = take(free, length);
    if (array == null) {
      array = take(left, length);
    }
    Storage storage = Storage.of(array == null ? new float[length] : array);
    lent.add(storage);
    return storage;
  }

  /** The array given back last, since that is the likeliest to be in a cache. */
  private static float[] take(Map<Integer, ArrayDeque<float[]>> arrays, int length) {
    ArrayDeque<float[]> ofLength = arrays.get(length);
    return ofLength == null ? null : ofLength.poll();
  }
}
