package adjoint.yolo.checkpoint;

import adjoint.yolo.checkpoint.PickleWriter.Call;
import adjoint.yolo.checkpoint.PickleWriter.Global;
import adjoint.yolo.checkpoint.PickleWriter.Instance;
import adjoint.yolo.checkpoint.PickleWriter.Persistent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes PyTorch checkpoints of small models, in the forms that users have. */
final class CheckpointWriter {
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final Map<String, byte[]> extras = new LinkedHashMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  CheckpointWriter bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return extra("byteorder", "big".getBytes());
  }

  CheckpointWriter extra(String name, byte[] content) {
    extras.put(name, content);
    return this;
  }

  /** Adds a storage of 2, 4 or 8 bytes an element; the bits are the numbers' lower bytes. */
  Persistent storage(String type, int elementBytes, long... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(elementBytes * bits.length).order(order);
    for (long element : bits) {
      switch (elementBytes) {
        case 1 -> bytes.put((byte) element);
        case 2 -> bytes.putShort((short) element);
        case 4 -> bytes.putInt((int) element);
        default -> bytes.putLong(element);
      }
    }
    String key = String.valueOf(storages.size());
    storages.put(key, bytes.array());
    return reference(type, key, bits.length);
  }

  static Persistent reference(String type, String key, int count) {
    return new Persistent("storage", new Global("torch", type), key, "cpu", count);
  }

  Persistent floats(float... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return storage("FloatStorage", 4, bits);
  }

  static Call tensor(Object storage, int offset, Object[] sizes, Object[] strides) {
    return new Call(
        new Global("torch._utils", "_rebuild_tensor_v2"),
        storage,
        offset,
        sizes,
        strides,
        false,
        PickleWriter.ordered());
  }

  /** A contiguous vector. */
  static Call vector(Persistent storage) {
    Object[] shape = {storage.identifier()[4]};
    return tensor(storage, 0, shape, new Object[] {1});
  }

  static Call parameter(Call tensor) {
    return new Call(
        new Global("torch._utils", "_rebuild_parameter"), tensor, true, PickleWriter.ordered());
  }

  static Instance module(
      String type, Map<?, ?> parameters, Map<?, ?> buffers, Map<?, ?> modules, Object... more) {
    int dot = type.lastIndexOf('.');
    Map<Object, Object> attributes =
        PickleWriter.map(
            "training",
            false,
            "_parameters",
            parameters,
            "_buffers",
            buffers,
            "_non_persistent_buffers_set",
            new Call(new Global("builtins", "set"), List.of("hidden")),
            "_modules",
            modules);
    attributes.putAll(PickleWriter.map(more));
    return new Instance(new Global(type.substring(0, dot), type.substring(dot + 1)), attributes);
  }

  /** A model of one convolution with batch normalisation, and a Detect layer. */
  Instance detector(String type, Object names, Object... more) {
    Instance conv =
        module(
            "torch.nn.modules.conv.Conv2d",
            PickleWriter.map(
                "weight",
                parameter(
                    tensor(
                        storage("HalfStorage", 2, 0x3C00, 0xC000, 0x3800, 0x7BFF),
                        0,
                        new Object[] {2, 2, 1, 1},
                        new Object[] {2, 1, 1, 1})),
                "bias",
                null),
            Map.of(),
            Map.of());
    Instance norm =
        module(
            "torch.nn.modules.batchnorm.BatchNorm2d",
            PickleWriter.map("weight", parameter(vector(floats(1, 2)))),
            PickleWriter.map(
                "running_mean",
                vector(floats(3, 4)),
                "num_batches_tracked",
                tensor(storage("LongStorage", 8, 77), 0, new Object[0], new Object[0]),
                "hidden",
                vector(floats(9))),
            Map.of());
    Instance block =
        module(
            "models.common.Conv", Map.of(), Map.of(), PickleWriter.map("conv", conv, "bn", norm));
    Instance detect =
        module(
            "models.yolo.Detect",
            Map.of(),
            PickleWriter.map(
                "anchors",
                tensor(
                    floats(1.25f, 1.625f, 2, 3.75f),
                    0,
                    new Object[] {1, 2, 2},
                    new Object[] {4, 2, 1}),
                "anchor_grid",
                vector(floats(10, 13))),
            PickleWriter.map(
                "m", module("torch.nn.modules.container.ModuleList", Map.of(), Map.of(), Map.of())),
            "nc",
            2);
    Instance layers =
        module(
            "torch.nn.modules.container.Sequential",
            Map.of(),
            Map.of(),
            PickleWriter.map("0", block, "1", detect));
    Map<Object, Object> yaml =
        PickleWriter.map(
            "nc",
            2,
            "depth_multiple",
            0.33,
            "head",
            List.of(List.of(-1, 1, "Detect", List.of("nc"))));
    Object[] attributes = {
      "yaml",
      yaml,
      "names",
      names,
      "nc",
      2,
      "stride",
      vector(floats(8)),
      "hyp",
      PickleWriter.map("lr0", 0.01)
    };
    Map<Object, Object> all = PickleWriter.map(attributes);
    all.putAll(PickleWriter.map(more));
    Object[] flat = new Object[all.size() * 2];
    int i = 0;
    for (Map.Entry<Object, Object> entry : all.entrySet()) {
      flat[i++] = entry.getKey();
      flat[i++] = entry.getValue();
    }
    return module(type, Map.of(), Map.of(), PickleWriter.map("model", layers), flat);
  }

  byte[] write(int protocol, Object root) {
    return archive(PickleWriter.write(protocol, root));
  }

  byte[] archive(byte[] pickle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "best/data.pkl", pickle);
      for (Map.Entry<String, byte[]> extra : extras.entrySet()) {
        add(zip, "best/" + extra.getKey(), extra.getValue());
      }
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        add(zip, "best/data/" + storage.getKey(), storage.getValue());
      }
      add(zip, "best/version", "3\n".getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
