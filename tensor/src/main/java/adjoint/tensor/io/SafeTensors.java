package adjoint.tensor.io;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: named tensors and string metadata.
 *
 * <p>{@link #read} checks the whole header; the file is mapped into memory, and a tensor's elements
 * are copied when it is asked for. The values themselves are not checked: NaN and infinities are
 * legal. A file that is changed in place while it is read gives undefined elements.
 */
public final class SafeTensors {
  private final FileBytes bytes;
  private final SafeTensorsHeader header;

  private SafeTensors(FileBytes bytes, SafeTensorsHeader header) {
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * Opens a file and checks its header: lengths, types, shapes and offsets agree, and the tensors
   * cover the data without a gap or an overlap.
   *
   * @throws FormatException if the file breaks a rule of the format, or has a tensor of a type that
   *     {@link DType} lacks
   * @throws IOException if it cannot be read
   */
  public static SafeTensors read(Path file) throws IOException {
    FileBytes bytes = FileBytes.open(file);
    return new SafeTensors(bytes, SafeTensorsHeader.read(bytes));
  }

  /** The file. */
  public Path file() {
    return bytes.file();
  }

  /** The metadata, in the file's order; empty where the file has none. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /** The tensors' names, in the header's order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  /**
   * The type in which a tensor is stored.
   *
   * @throws IllegalArgumentException if there is no such tensor
   */
  public DType dtype(String name) {
    return entry(name).dtype();
  }

  /**
   * The sizes of a tensor, without reading its elements.
   *
   * @throws IllegalArgumentException if there is no such tensor
   */
  public int[] shape(String name) {
    return entry(name).shape().clone();
  }

  /**
   * A tensor to compute with: as stored, but F16 and BF16 widened to F32.
   *
   * @throws IllegalArgumentException if there is no such tensor
   * @throws IOException if the file has shrunk since it was opened
   */
  public Tensor tensor(String name) throws IOException {
    return read(entry(name), true);
  }

  /**
   * A tensor in the type in which it is stored.
   *
   * @throws IllegalArgumentException if there is no such tensor
   * @throws IOException if the file has shrunk since it was opened
   */
  public Tensor storedTensor(String name) throws IOException {
    return read(entry(name), false);
  }

  /**
   * All tensors, each as {@link #tensor} gives it.
   *
   * @throws IOException if the file has shrunk since it was opened
   */
  public Map<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names()) {
      tensors.put(name, tensor(name));
    }
    return tensors;
  }

  private Tensor read(SafeTensorsHeader.Entry entry, boolean widened) throws FormatException {
    Layout layout = Layout.contiguous(entry.shape());
    Storage storage =
        bytes.decode(
            header.dataStart() + entry.begin(),
            StoredType.of(entry.dtype()),
            ByteOrder.LITTLE_ENDIAN,
            layout.elementCount());
    return Tensor.of(widened ? storage.widened() : storage, layout);
  }

  private SafeTensorsHeader.Entry entry(String name) {
    SafeTensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "safetensors: " + file() + " has no tensor \"" + name + "\"; see names()");
    }
    return entry;
  }

  /**
   * Writes a file whole or not at all: a temporary file beside it is moved to its place. Equal
   * arguments give equal bytes. The names keep the map's order; the data is ordered by element
   * size, largest first, and starts at a multiple of 8, so that every tensor is aligned.
   *
   * @param file the file, replaced where it exists
   * @param tensors the tensors, of any type and layout
   * @param metadata strings by name; may be empty
   * @throws IllegalArgumentException if a tensor is called {@code __metadata__} or the header would
   *     exceed 100,000,000 bytes
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<Map.Entry<String, Tensor>> data = new ArrayList<>(tensors.entrySet());
    data.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
    byte[] header = header(tensors, data, metadata);
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, header.length);
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, length);
          AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
          ElementSink elements = chunk -> AtomicFile.writeFully(channel, chunk);
          for (Map.Entry<String, Tensor> entry : data) {
            elements.acceptAll(entry.getValue());
          }
        });
  }

  private static byte[] header(
      Map<String, Tensor> tensors,
      List<Map.Entry<String, Tensor>> data,
      Map<String, String> metadata) {
    if (tensors.containsKey(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: no tensor may be called " + SafeTensorsHeader.METADATA);
    }
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(SafeTensorsHeader.METADATA, metadata);
    }
    tensors.keySet().forEach(name -> header.put(name, null));
    long begin = 0;
    for (Map.Entry<String, Tensor> entry : data) {
      Tensor tensor = entry.getValue();
      long end = begin + (long) tensor.elementCount() * tensor.dtype().bytes();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", tensor.dtype().name());
      List<Integer> shape = new ArrayList<>();
      for (int size : tensor.shape()) {
        shape.add(size);
      }
      description.put("shape", shape);
      description.put("data_offsets", List.of(begin, end));
      header.put(entry.getKey(), description);
      begin = end;
    }
    String json = Json.write(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    byte[] padded = (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    if (padded.length > SafeTensorsHeader.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "safetensors: the header would have " + padded.length + " bytes, too many to be read");
    }
    return padded;
  }
}
