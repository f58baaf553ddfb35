package adjoint.yolo.checkpoint;

import adjoint.tensor.io.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a pickle, read in order, with limits. */
final class PickleInput {
  private static final int MAX_LINE = 512;

  private final byte[] pickle;
  private final ByteBuffer littleEndian;
  private final Path file;
  private final long base;
  private int at;
  private int operation;

  /**
   * Creates the input.
   *
   * @param pickle the pickle
   * @param file the file that errors name
   * @param base where in the file the pickle begins
   */
  PickleInput(byte[] pickle, Path file, long base) {
    this.pickle = pickle;
    this.littleEndian = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
    this.base = base;
  }

  int length() {
    return pickle.length;
  }

  /** Begins the next operation and gives its code. */
  int nextOperation() throws FormatException {
    operation = at;
    return u8();
  }

  /** Where in the file the current operation begins. */
  long position() {
    return base + operation;
  }

  int u8() throws FormatException {
    return pickle[take(1)] & 0xFF;
  }

  int u16() throws FormatException {
    return littleEndian.getShort(take(2)) & 0xFFFF;
  }

  int i32() throws FormatException {
    return littleEndian.getInt(take(4));
  }

  long u32() throws FormatException {
    return i32() & 0xFFFFFFFFL;
  }

  /** Eight bytes as a length; refused where it is beyond any array. */
  long u64() throws FormatException {
    long value = littleEndian.getLong(take(8));
    if (value < 0) {
      throw error("a length of " + Long.toUnsignedString(value) + " bytes");
    }
    return value;
  }

  /** A double in network byte order. */
  double f64() throws FormatException {
    return Double.longBitsToDouble(Long.reverseBytes(littleEndian.getLong(take(8))));
  }

  byte[] bytes(long count) throws FormatException {
    int from = take(count);
    return Arrays.copyOfRange(pickle, from, at);
  }

  /** UTF-8 text; lone surrogates, which Python can write, become replacement characters. */
  String text(long count) throws FormatException {
    int from = take(count);
    return new String(pickle, from, at - from, StandardCharsets.UTF_8);
  }

  /** A name that ends with a line feed. */
  String line() throws FormatException {
    int from = at;
    while (u8() != '\n') {
      if (at - from > MAX_LINE) {
        throw error("a name of more than " + MAX_LINE + " bytes");
      }
    }
    try {
      ByteBuffer raw = ByteBuffer.wrap(pickle, from, at - 1 - from);
      return StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
    } catch (CharacterCodingException e) {
      throw error("a name that is not UTF-8");
    }
  }

  /** Checks that a frame of {@code count} bytes fits; frames mean nothing else here. */
  void checkFrame(long count) throws FormatException {
    if (count > pickle.length - at) {
      throw error("a frame of " + count + " bytes, " + (pickle.length - at) + " are left");
    }
  }

  private int take(long count) throws FormatException {
    if (count > pickle.length - at) {
      throw error("the pickle ends early: " + count + " more bytes are needed");
    }
    int from = at;
    at += (int) count;
    return from;
  }

  /** An error at the current operation. */
  FormatException error(String reason) {
    return new FormatException(file, position(), "checkpoint: " + reason);
  }
}
