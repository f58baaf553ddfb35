package adjoint.tensor.io;

import adjoint.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file, parsed and checked: 8 bytes that give its length, then JSON.
 *
 * <p>Nothing is allocated but what the header itself describes, and no more than a small multiple
 * of the header's own size.
 */
final class SafeTensorsHeader {
  static final String METADATA = "__metadata__";
  static final long MAX_LENGTH = 100_000_000;
  private static final int MAX_RANK = 64;
  private static final Set<DType> KNOWN = EnumSet.allOf(DType.class);

  /** One tensor: where its key stands in the file, and its bytes counted from the data's start. */
  record Entry(String name, long keyPosition, DType dtype, int[] shape, long begin, long end) {}

  private final FileBytes bytes;
  private final JsonReader json;
  private final long dataStart;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private boolean metadataSeen;

  private SafeTensorsHeader(FileBytes bytes, JsonReader json, long dataStart) {
    this.bytes = bytes;
    this.json = json;
    this.dataStart = dataStart;
  }

  static SafeTensorsHeader read(FileBytes bytes) throws FormatException {
    if (bytes.size() < 8) {
      throw new FormatException(
          bytes.file(),
          0,
          "the file has " + bytes.size() + " bytes; a safetensors file has at least 8");
    }
    long length = bytes.u64(0);
    if (length < 0 || length > MAX_LENGTH) {
      throw new FormatException(
          bytes.file(),
          0,
          "the header is said to have "
              + Long.toUnsignedString(length)
              + " bytes; at most "
              + MAX_LENGTH
              + " are legal in a safetensors file");
    }
    if (length > bytes.size() - 8) {
      throw new FormatException(
          bytes.file(),
          0,
          "the header is said to have " + length + " bytes, the file has only " + bytes.size());
    }
    JsonReader json = new JsonReader(bytes.bytes(8, (int) length), bytes.file(), 8);
    if (length == 0 || bytes.u8(8) != '{') {
      throw new FormatException(bytes.file(), 8, "the header does not start with '{'");
    }
    SafeTensorsHeader header = new SafeTensorsHeader(bytes, json, 8 + length);
    header.parse();
    header.checkCoverage();
    return header;
  }

  long dataStart() {
    return dataStart;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors in the order of the header. */
  Map<String, Entry> entries() {
    return entries;
  }

  private void parse() throws FormatException {
    json.beginObject();
    while (true) {
      String key = json.nextKey();
      if (key == null) {
        break;
      }
      long position = json.keyPosition();
      if (key.equals(METADATA)) {
        parseMetadata(position);
      } else if (entries.put(key, parseEntry(key, position)) != null) {
        throw json.error(position, "duplicate tensor \"" + key + "\"");
      }
    }
    json.finish();
  }

  private void parseMetadata(long position) throws FormatException {
    if (metadataSeen) {
      throw json.error(position, "duplicate key \"" + METADATA + "\"");
    }
    metadataSeen = true;
    json.beginObject();
    while (true) {
      String key = json.nextKey();
      if (key == null) {
        return;
      }
      long start = json.keyPosition();
      if (metadata.put(key, json.readString()) != null) {
        throw json.error(start, "duplicate metadata key \"" + key + "\"");
      }
    }
  }

  private Entry parseEntry(String name, long position) throws FormatException {
    DType dtype = null;
    int[] shape = null;
    long[] offsets = null;
    json.beginObject();
    while (true) {
      String key = json.nextKey();
      if (key == null) {
        break;
      }
      long start = json.keyPosition();
      boolean seen = false;
      switch (key) {
        case "dtype" -> {
          seen = dtype != null;
          dtype = parseDType(name, start);
        }
        case "shape" -> {
          seen = shape != null;
          shape = parseShape(name, start);
        }
        case "data_offsets" -> {
          seen = offsets != null;
          offsets = parseOffsets(name, start);
        }
        default -> json.skipValue();
      }
      if (seen) {
        throw json.error(start, "duplicate key \"" + key + "\" in tensor \"" + name + "\"");
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      throw json.error(
          position, "tensor \"" + name + "\" lacks one of dtype, shape and data_offsets");
    }
    checkSize(name, position, dtype, shape, offsets);
    return new Entry(name, position, dtype, shape, offsets[0], offsets[1]);
  }

  private DType parseDType(String name, long position) throws FormatException {
    String text = json.readString();
    for (DType dtype : KNOWN) {
      if (dtype.name().equals(text)) {
        return dtype;
      }
    }
    throw json.error(
        position,
        "tensor \"" + name + "\" has type \"" + text + "\"; types that can be read are " + KNOWN);
  }

  private int[] parseShape(String name, long position) throws FormatException {
    int[] shape = new int[MAX_RANK];
    int rank = 0;
    json.beginArray();
    while (json.nextElement()) {
      long size = json.readSize("a size of tensor \"" + name + "\"");
      if (rank == MAX_RANK || size > Integer.MAX_VALUE) {
        throw json.error(
            position,
            "tensor \""
                + name
                + "\" has "
                + (rank == MAX_RANK ? "more than " + MAX_RANK + " dimensions" : "size " + size)
                + "; at most "
                + MAX_RANK
                + " dimensions of at most 2^31 - 1 can be read");
      }
      shape[rank++] = (int) size;
    }
    return Arrays.copyOf(shape, rank);
  }

  private long[] parseOffsets(String name, long position) throws FormatException {
    long[] offsets = new long[2];
    int count = 0;
    json.beginArray();
    while (json.nextElement()) {
      long offset = json.readSize("an offset of tensor \"" + name + "\"");
      if (count < 2) {
        offsets[count] = offset;
      }
      count++;
    }
    if (count != 2 || offsets[0] > offsets[1]) {
      throw json.error(
          position, "data_offsets of tensor \"" + name + "\" are not [begin, end], begin <= end");
    }
    return offsets;
  }

  private void checkSize(String name, long position, DType dtype, int[] shape, long[] offsets)
      throws FormatException {
    long count = 1;
    for (int size : shape) {
      // The clamp keeps the product within a long; a later size of 0 still makes it 0.
      count = Math.min(count, Integer.MAX_VALUE + 1L) * size;
    }
    if (count > Integer.MAX_VALUE) {
      throw json.error(
          position, "tensor \"" + name + "\" has more than 2^31 - 1 elements, too many to read");
    }
    if (count * dtype.bytes() != offsets[1] - offsets[0]) {
      throw json.error(
          position,
          "tensor \""
              + name
              + "\" needs "
              + count * dtype.bytes()
              + " bytes by its shape and type, its data_offsets span "
              + (offsets[1] - offsets[0]));
    }
  }

  /** The tensors cover the data from its start to the file's end, without a gap or an overlap. */
  private void checkCoverage() throws FormatException {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != covered) {
        throw json.error(
            entry.keyPosition(),
            "tensor \""
                + entry.name()
                + "\" begins at data byte "
                + entry.begin()
                + ", the tensor before it ends at "
                + covered
                + "; tensors may not overlap or leave gaps");
      }
      covered = entry.end();
    }
    long length = bytes.size() - dataStart;
    if (covered != length) {
      throw json.error(
          dataStart,
          "the tensors take " + covered + " bytes, the file has " + length + " after its header");
    }
  }
}
