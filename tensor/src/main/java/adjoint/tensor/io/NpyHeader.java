package adjoint.tensor.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The header of an npy array, format versions 1 to 3: a magic string, a length, and a Python
 * dictionary literal with the keys {@code descr}, {@code fortran_order} and {@code shape}.
 *
 * <p>Only what NumPy itself writes there is understood: strings without escapes, True, False, and
 * tuples of whole numbers.
 */
final class NpyHeader {
  /** NumPy's own limit. */
  static final int MAX_LENGTH = 10_000;

  /** The most bytes that a header can have, with magic string and length. */
  static final int MAX_SIZE = 12 + MAX_LENGTH;

  private static final int MAX_RANK = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private final Path file;
  private final long base;
  private int size;
  private String text;
  private int at;

  private String descr;
  private Boolean fortranOrder;
  private int[] shape;
  private StoredType type;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private NpyHeader(Path file, long base) {
    this.file = file;
    this.base = base;
  }

  /**
   * Parses a header.
   *
   * @param start the array's first bytes: {@link #MAX_SIZE} of them, or all there are
   * @param file the file that errors name
   * @param base where in the file they begin
   */
  static NpyHeader parse(byte[] start, Path file, long base) throws FormatException {
    NpyHeader header = new NpyHeader(file, base);
    header.readText(start);
    header.readDictionary();
    header.readType();
    return header;
  }

  /** Magic string, version, length and dictionary of a C-order array, a multiple of 64 bytes. */
  static byte[] write(String descr, int[] shape) {
    StringBuilder tuple = new StringBuilder();
    for (int d = 0; d < shape.length; d++) {
      tuple.append(d == 0 ? "" : " ").append(shape[d]).append(",");
    }
    if (shape.length > 1) {
      tuple.setLength(tuple.length() - 1);
    }
    String dictionary =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
    int padding = 63 - (10 + dictionary.length()) % 64;
    byte[] body = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(10 + body.length).order(ByteOrder.LITTLE_ENDIAN);
    return header
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  /** Bytes before the array's elements. */
  int size() {
    return size;
  }

  StoredType type() {
    return type;
  }

  ByteOrder order() {
    return order;
  }

  boolean fortranOrder() {
    return fortranOrder;
  }

  int[] shape() {
    return shape;
  }

  /**
   * Checks that the elements take exactly {@code bytes} bytes.
   *
   * @return their number
   */
  int elementCount(long bytes) throws FormatException {
    long count = 1;
    for (int length : shape) {
      // The clamp keeps the product within a long; a later size of 0 still makes it 0.
      count = Math.min(count, Integer.MAX_VALUE + 1L) * length;
    }
    if (count > Integer.MAX_VALUE) {
      throw error(base, "the array has more than 2^31 - 1 elements, too many to read");
    }
    if (count * type.bytes() != bytes) {
      throw error(
          base + size,
          "an array of shape "
              + Arrays.toString(shape)
              + " and type '"
              + descr
              + "' needs "
              + count * type.bytes()
              + " bytes after its header, here are "
              + bytes);
    }
    return (int) count;
  }

  private void readText(byte[] start) throws FormatException {
    if (start.length < 10 || !Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
      throw error(base, "no npy array starts here: the magic string is missing");
    }
    int major = start[6];
    if (major < 1 || major > 3 || start[7] != 0) {
      throw error(
          base + 6,
          "npy format version " + major + "." + start[7] + "; 1.0, 2.0 and 3.0 can be read");
    }
    ByteBuffer buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int prefix = major == 1 ? 10 : 12;
    if (start.length < prefix) {
      throw error(base + 8, "the file ends within the npy header");
    }
    long length = major == 1 ? buffer.getShort(8) & 0xFFFF : buffer.getInt(8) & 0xFFFFFFFFL;
    if (length > MAX_LENGTH) {
      throw error(
          base + 8, "an npy header of " + length + " bytes; at most " + MAX_LENGTH + " are read");
    }
    if (prefix + length > start.length) {
      throw error(base + 8, "the file ends within its npy header of " + length + " bytes");
    }
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    try {
      text = charset.newDecoder().decode(buffer.slice(prefix, (int) length)).toString();
    } catch (CharacterCodingException e) {
      throw error(base + prefix, "the npy header is not valid UTF-8");
    }
    size = prefix + (int) length;
  }

  private void readDictionary() throws FormatException {
    expect('{');
    while (peek() != '}') {
      String key = readString();
      expect(':');
      boolean seen;
      switch (key) {
        case "descr" -> {
          seen = descr != null;
          descr = readDescription();
        }
        case "fortran_order" -> {
          seen = fortranOrder != null;
          fortranOrder = readBoolean();
        }
        case "shape" -> {
          seen = shape != null;
          shape = readTuple();
        }
        default -> throw syntax("unknown key '" + key + "'");
      }
      if (seen) {
        throw syntax("key '" + key + "' appears twice");
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() >= 0) {
      throw syntax("text after the dictionary");
    }
    if (descr == null || fortranOrder == null || shape == null) {
      throw syntax("one of 'descr', 'fortran_order' and 'shape' is missing");
    }
  }

  private String readDescription() throws FormatException {
    if (peek() == '[') {
      throw syntax("a structured array, whose elements are records, cannot be read");
    }
    return readString();
  }

  private String readString() throws FormatException {
    int quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw syntax("expected a string in quotes");
    }
    String string = text.substring(at + 1, end);
    if (string.indexOf('\\') >= 0) {
      throw syntax("escapes in strings are not understood");
    }
    at = end + 1;
    return string;
  }

  private boolean readBoolean() throws FormatException {
    peek();
    for (String literal : new String[] {"True", "False"}) {
      if (text.startsWith(literal, at)) {
        at += literal.length();
        return literal.equals("True");
      }
    }
    throw syntax("expected True or False");
  }

  private int[] readTuple() throws FormatException {
    int[] sizes = new int[MAX_RANK];
    int rank = 0;
    boolean comma = true;
    expect('(');
    while (peek() != ')') {
      if (rank == MAX_RANK || !comma) {
        throw syntax(comma ? "more than " + MAX_RANK + " dimensions" : "expected ',' or ')'");
      }
      sizes[rank++] = readSize();
      comma = peek() == ',';
      at += comma ? 1 : 0;
    }
    expect(')');
    if (rank == 1 && !comma) {
      throw syntax("a tuple of one number ends in a comma");
    }
    return Arrays.copyOf(sizes, rank);
  }

  private int readSize() throws FormatException {
    long value = 0;
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(value * 10 + text.charAt(at++) - '0', Integer.MAX_VALUE + 1L);
    }
    if (at == start || value > Integer.MAX_VALUE) {
      throw syntax("expected a size from 0 to 2^31 - 1");
    }
    // Python 2 marked long integers so.
    at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
    return (int) value;
  }

  private void readType() throws FormatException {
    String kind = descr.isEmpty() ? "" : descr.substring(1);
    char mark = descr.isEmpty() ? '?' : descr.charAt(0);
    type =
        switch (kind) {
          case "b1" -> StoredType.BOOL;
          case "u1" -> StoredType.U8;
          case "i1" -> StoredType.I8;
          case "i2" -> StoredType.I16;
          case "u2" -> StoredType.U16;
          case "i4" -> StoredType.I32;
          case "u4" -> StoredType.U32;
          case "i8" -> StoredType.I64;
          case "f2" -> StoredType.F16;
          case "f4" -> StoredType.F32;
          case "f8" -> StoredType.F64;
          default -> null;
        };
    if (kind.startsWith("O")) {
      throw error(base, "the array holds Python objects ('" + descr + "'), which are never read");
    }
    if (type == null || "<>".indexOf(mark) < 0 && !(mark == '|' && type.bytes() == 1)) {
      throw error(
          base,
          "the array has elements of type '"
              + descr
              + "'; types that can be read are b1, i1, u1, i2, u2, i4, u4, i8, f2, f4 and f8, each"
              + " with '<' or '>' for its byte order");
    }
    order = mark == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** The next character that is no white space, or -1. */
  private int peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : -1;
  }

  private void expect(char wanted) throws FormatException {
    if (peek() != wanted) {
      throw syntax("expected '" + wanted + "'");
    }
    at++;
  }

  private FormatException syntax(String reason) {
    return error(base + size - text.length() + at, "npy header: " + reason);
  }

  private FormatException error(long position, String reason) {
    return new FormatException(file, position, reason);
  }
}
