package adjoint.tensor.vector;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Packed weights, kept as long as their storage lives and is not written: inference packs once. A
 * storage that was written through {@link Tensor} or {@link Storage#touch} is packed anew.
 */
final class WeightCache {
  /** Weights of one storage that are kept, lest views at ever new places pile up. */
  private static final int KEPT_PER_STORAGE = 256;

  private final Map<Storage, List<Entry>> entries = new WeakHashMap<>();

  /**
   * What was packed, and from what.
   *
   * @param version of the storage at that time
   * @param layout groups x outputs x channels x taps x taps
   */
  private record Entry(int version, Layout layout, PackedWeights weights) {}

  /** The packed weights, see {@link PackedWeights#pack}. */
  PackedWeights get(TileKernel kernel, Storage storage, Layout layout) {
    int version = storage.version();
    synchronized (entries) {
      for (Entry entry : entries.getOrDefault(storage, List.of())) {
        if (entry.version == version && entry.layout.equals(layout)) {
          return entry.weights;
        }
      }
    }
    PackedWeights packed = PackedWeights.pack(kernel, storage, layout);
    synchronized (entries) {
      List<Entry> list = entries.computeIfAbsent(storage, s -> new ArrayList<>());
      list.removeIf(entry -> entry.version != version);
      if (list.size() < KEPT_PER_STORAGE) {
        list.add(new Entry(version, layout, packed));
      }
    }
    return packed;
  }
}
