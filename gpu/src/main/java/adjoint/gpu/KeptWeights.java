package adjoint.gpu;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Weights that stay on the device while they do not change, one after the other in one array.
 *
 * <p>Weights that are used a second time without having been written in between are copied into the
 * array. When one of those is used again, the array is sent, once for all that were copied
 * meanwhile: in inference that is the third pass. In training every pass comes with new weights, so
 * that nothing is copied or sent in vain.
 */
final class KeptWeights {
  private enum State {
    SEEN,
    COPIED,
    SENT
  }

  private static final class Entry {
    final int offset;
    final int count;
    int version;
    int position;
    State state = State.SEEN;

    Entry(int offset, int count, int version) {
      this.offset = offset;
      this.count = count;
      this.version = version;
    }
  }

  /** What says that there is no place on the device. */
  static final int NOWHERE = -1;

  private final DType type;
  private final int capacity;
  private final Map<Storage, List<Entry>> entries = new WeakHashMap<>();
  private Object array;
  private Object sent;
  private int used;
  private boolean changed;

  /**
   * Nothing yet.
   *
   * @param capacity elements that may be kept
   */
  KeptWeights(DType type, int capacity) {
    this.type = type;
    this.capacity = capacity;
    array = ArrayPool.allocate(type, 1);
    sent = array;
  }

  /** The array for the next launch. */
  Object sent() {
    return sent;
  }

  /** Whether the array has to be sent before the next launch; no longer once asked. */
  boolean takeChanged() {
    boolean before = changed;
    changed = false;
    return before;
  }

  /** Bytes on the device. */
  long bytes() {
    return ArrayPool.bytes(sent);
  }

  /** The device has lost everything. */
  void forget() {
    entries.clear();
    used = 0;
    array = ArrayPool.allocate(type, 1);
    sent = array;
    changed = false;
  }

  /** Where a stretch of a storage is in the array, or {@link #NOWHERE}. */
  int find(Storage storage, int offset, int count) {
    List<Entry> list = entries.computeIfAbsent(storage, s -> new ArrayList<>());
    Entry entry = null;
    for (Entry candidate : list) {
      if (candidate.offset == offset && candidate.count == count) {
        entry = candidate;
      }
    }
    if (entry == null || entry.version != storage.version()) {
      list.remove(entry);
      list.add(new Entry(offset, count, storage.version()));
      return NOWHERE;
    }
    switch (entry.state) {
      case SEEN -> copy(entry, storage);
      case COPIED -> send();
      case SENT -> {}
    }
    return entry.state == State.SENT ? entry.position : NOWHERE;
  }

  private void copy(Entry entry, Storage storage) {
    if (entry.count > capacity - used) {
      discardUnused();
    }
    if (entry.count > capacity - used) {
      return;
    }
    int needed = used + entry.count;
    if (needed > java.lang.reflect.Array.getLength(array)) {
      Object larger =
          ArrayPool.allocate(
              type, (int) Math.min(capacity, Math.max(needed, 2L * needed - entry.count)));
      System.arraycopy(array, 0, larger, 0, used);
      array = larger;
    }
    Object source = type == DType.F64 ? storage.doubles() : storage.floats();
    System.arraycopy(source, entry.offset, array, used, entry.count);
    entry.position = used;
    entry.state = State.COPIED;
    used = needed;
  }

  /** From the next launch on, everything copied is on the device. */
  private void send() {
    // An array that the kernel has not seen is sent anyway.
    changed = sent == array;
    sent = array;
    for (List<Entry> list : entries.values()) {
      for (Entry entry : list) {
        entry.state = entry.state == State.COPIED ? State.SENT : entry.state;
      }
    }
  }

  /** Starts anew if half of the array or more belongs to weights that changed or are gone. */
  private void discardUnused() {
    long live = 0;
    for (Map.Entry<Storage, List<Entry>> kept : entries.entrySet()) {
      for (Entry entry : kept.getValue()) {
        boolean current = entry.version == kept.getKey().version() && entry.state != State.SEEN;
        live += current ? entry.count : 0;
      }
    }
    if (live < used / 2) {
      entries.clear();
      used = 0;
      array = ArrayPool.allocate(type, 1);
    }
  }
}
