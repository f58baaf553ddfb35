package adjoint.yolo.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers: fields, each a number with a type and a value.
 * Source: the encoding guide of Protocol Buffers.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final List<byte[]> parts = new ArrayList<>();
  private long length;

  /** Adds a whole number. */
  ProtoMessage add(int field, long value) {
    append(tag(field, VARINT));
    append(varint(value));
    return this;
  }

  /** Adds a number in single precision. */
  ProtoMessage add(int field, float value) {
    append(tag(field, FIXED32));
    append(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  /** Adds text. */
  ProtoMessage add(int field, String text) {
    return add(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes, which are not copied. */
  ProtoMessage add(int field, byte[] bytes) {
    append(tag(field, BYTES));
    append(varint(bytes.length));
    append(bytes);
    return this;
  }

  /** Adds a message, as it is now. */
  ProtoMessage add(int field, ProtoMessage message) {
    append(tag(field, BYTES));
    append(varint(message.length));
    message.parts.forEach(this::append);
    return this;
  }

  /** Adds all fields of another message. */
  ProtoMessage append(ProtoMessage other) {
    other.parts.forEach(this::append);
    return this;
  }

  private void append(byte[] part) {
    parts.add(part);
    length += part.length;
  }

  private static byte[] tag(int field, int type) {
    return varint((long) field << 3 | type);
  }

  /** Seven bits to a byte, the lowest first; the top bit says that more follow. */
  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  /**
   * The whole message.
   *
   * @throws IllegalStateException if it is longer than 2 GB, which the format does not allow
   */
  byte[] toByteArray() {
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException(
          "the model takes " + length + " bytes; an ONNX file holds 2 GB at most");
    }
    ByteBuffer all = ByteBuffer.allocate((int) length);
    parts.forEach(all::put);
    return all.array();
  }
}
