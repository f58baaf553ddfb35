package adjoint.tensor.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip archives byte by byte, so that tests can put a lie into any field. */
final class ZipBuilder {
  /** One entry, with every field that a test may want to falsify. */
  static final class Part {
    String name;
    String localName;
    byte[] content;
    int method;
    int flags;
    int crc;
    long size;
    long storedSize;
    long headerPosition = -1;
    byte[] extra = new byte[0];
  }

  final List<Part> parts = new ArrayList<>();
  String comment = "";
  int countLie;
  int lengthLie;
  int startLie;
  int disk;
  boolean zip64;

  ZipBuilder stored(String name, byte[] content) {
    Part part = add(name, content, content);
    part.method = 0;
    return this;
  }

  ZipBuilder deflated(String name, byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[content.length + 64];
    int length = deflater.deflate(buffer);
    deflater.end();
    Part part = add(name, Arrays.copyOf(buffer, length), content);
    part.method = 8;
    return this;
  }

  private Part add(String name, byte[] raw, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    Part part = new Part();
    part.name = name;
    part.localName = name;
    part.content = raw;
    part.crc = (int) crc.getValue();
    part.size = content.length;
    part.storedSize = raw.length;
    parts.add(part);
    return part;
  }

  Part last() {
    return parts.get(parts.size() - 1);
  }

  byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Long> positions = new ArrayList<>();
    for (Part part : parts) {
      positions.add((long) out.size());
      byte[] name = part.localName.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(
          record(30 + name.length, 0x04034b50)
              .putShort(6, (short) part.flags)
              .putShort(8, (short) part.method)
              .putShort(26, (short) name.length)
              .put(30, name)
              .array());
      out.writeBytes(part.content);
    }
    int start = out.size();
    for (int i = 0; i < parts.size(); i++) {
      out.writeBytes(directoryEntry(parts.get(i), positions.get(i)));
    }
    int length = out.size() - start;
    if (zip64) {
      writeZip64(out, start, length);
    }
    byte[] note = comment.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(
        record(22 + note.length, 0x06054b50)
            .putShort(4, (short) disk)
            .putShort(8, (short) (zip64 ? 0xFFFF : parts.size() + countLie))
            .putShort(10, (short) (zip64 ? 0xFFFF : parts.size() + countLie))
            .putInt(12, zip64 ? -1 : length + lengthLie)
            .putInt(16, zip64 ? -1 : start + startLie)
            .putShort(20, (short) note.length)
            .put(22, note)
            .array());
    return out.toByteArray();
  }

  private byte[] directoryEntry(Part part, long position) {
    byte[] name = part.name.getBytes(StandardCharsets.UTF_8);
    long header = part.headerPosition < 0 ? position : part.headerPosition;
    return record(46 + name.length + part.extra.length, 0x02014b50)
        .putShort(8, (short) part.flags)
        .putShort(10, (short) part.method)
        .putInt(16, part.crc)
        .putInt(20, (int) part.storedSize)
        .putInt(24, (int) part.size)
        .putShort(28, (short) name.length)
        .putShort(30, (short) part.extra.length)
        .putInt(42, (int) header)
        .put(46, name)
        .put(46 + name.length, part.extra)
        .array();
  }

  private void writeZip64(ByteArrayOutputStream out, int start, int length) {
    int end = out.size();
    out.writeBytes(
        record(56, 0x06064b50)
            .putLong(4, 44)
            .putInt(16, disk)
            .putLong(24, parts.size() + countLie)
            .putLong(32, parts.size() + countLie)
            .putLong(40, length + lengthLie)
            .putLong(48, start + startLie)
            .array());
    out.writeBytes(record(20, 0x07064b50).putLong(8, end).putInt(16, 1).array());
  }

  private static ByteBuffer record(int length, int signature) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(0, signature);
  }
}
