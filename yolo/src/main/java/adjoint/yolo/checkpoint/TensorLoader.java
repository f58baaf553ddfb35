package adjoint.yolo.checkpoint;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.StoredType;
import adjoint.tensor.io.ZipArchive;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes tensors of a checkpoint's storages. Each storage is read once and shared by the tensors
 * that view it; half precision is widened to F32 as a whole.
 */
final class TensorLoader {
  private record Loaded(StoredType type, Storage storage) {}

  private final ZipArchive archive;
  private final String folder;
  private final ByteOrder order;
  private final Map<String, Loaded> storages = new HashMap<>();

  /**
   * Creates a loader.
   *
   * @param archive the checkpoint
   * @param folder the archive's top-level folder, with its slash
   */
  TensorLoader(ZipArchive archive, String folder) throws FormatException {
    this.archive = archive;
    this.folder = folder;
    this.order = readOrder();
  }

  private ByteOrder readOrder() throws FormatException {
    ZipArchive.Entry entry = archive.entries().get(folder + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String text = new String(archive.read(entry, 16), StandardCharsets.ISO_8859_1).strip();
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new FormatException(
              archive.file(),
              entry.dataPosition(),
              "checkpoint: unknown byte order \"" + text + "\"");
    };
  }

  /** The tensor; {@code name} is for errors. */
  Tensor load(String name, Pickled.TensorRef reference) throws FormatException {
    Loaded loaded = storages.get(reference.storage().key());
    if (loaded == null) {
      loaded = loadStorage(name, reference);
      storages.put(reference.storage().key(), loaded);
    } else if (loaded.type() != reference.type()) {
      throw error(
          name, reference, "shares a storage of " + loaded.type() + " as " + reference.type());
    }
    return Tensor.of(loaded.storage(), layout(name, reference, loaded.storage().length()));
  }

  private Loaded loadStorage(String name, Pickled.TensorRef reference) throws FormatException {
    Pickled.StorageRef storage = reference.storage();
    StoredType type = reference.type();
    ZipArchive.Entry entry = archive.entries().get(folder + "data/" + storage.key());
    if (entry == null) {
      throw error(name, reference, "refers to storage \"" + storage.key() + "\", which is missing");
    }
    int elementBytes = storage.type() == null ? 1 : type.bytes();
    if (entry.size() % elementBytes != 0 || entry.size() / elementBytes != storage.count()) {
      throw error(
          name,
          reference,
          "has a storage of "
              + storage.count()
              + " elements of "
              + type
              + ", its entry in the archive has "
              + entry.size()
              + " bytes");
    }
    return new Loaded(type, archive.decode(entry, type, order).widened());
  }

  private Layout layout(String name, Pickled.TensorRef reference, int length)
      throws FormatException {
    long[] sizes = reference.sizes();
    long[] strides = reference.strides();
    int[] shape = new int[sizes.length];
    int[] steps = new int[sizes.length];
    long last = reference.offset();
    long count = 1;
    boolean legal = last >= 0 && last <= length;
    for (int d = 0; d < sizes.length; d++) {
      legal &= sizes[d] >= 0 && sizes[d] <= Integer.MAX_VALUE;
      legal &= strides[d] >= 0 && strides[d] <= Integer.MAX_VALUE;
      shape[d] = (int) sizes[d];
      steps[d] = (int) strides[d];
      // The clamps keep both within a long; a size of 0 later on still gives 0.
      count = legal ? Math.min(count, Integer.MAX_VALUE + 1L) * sizes[d] : 0;
      last += legal && sizes[d] > 0 ? Math.min(strides[d] * (sizes[d] - 1), length) : 0;
    }
    if (!legal || count > Integer.MAX_VALUE || count > 0 && last >= length) {
      throw error(
          name, reference, "has sizes and strides that reach outside its storage of " + length);
    }
    return Layout.of(shape, steps, (int) reference.offset());
  }

  private FormatException error(String name, Pickled.TensorRef reference, String reason) {
    return new FormatException(
        archive.file(), reference.position(), "checkpoint: tensor \"" + name + "\" " + reason);
  }
}
