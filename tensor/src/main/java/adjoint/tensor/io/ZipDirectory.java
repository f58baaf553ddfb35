package adjoint.tensor.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses and checks the central directory of a zip archive, with or without ZIP64. */
final class ZipDirectory {
  private static final int MAX_ENTRIES = 100_000;
  private static final long LOCAL_SIGNATURE = 0x04034b50L;
  private static final long ENTRY_SIGNATURE = 0x02014b50L;
  private static final long END_SIGNATURE = 0x06054b50L;
  private static final long END64_SIGNATURE = 0x06064b50L;
  private static final long LOCATOR64_SIGNATURE = 0x07064b50L;
  private static final int END_LENGTH = 22;
  private static final int END64_LENGTH = 56;
  private static final int LOCATOR64_LENGTH = 20;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final long MASK32 = 0xFFFFFFFFL;

  private final FileBytes bytes;
  private long start;
  private long end;
  private long count;

  private ZipDirectory(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** The entries by name, in the directory's order, folders left out. */
  static Map<String, ZipArchive.Entry> read(FileBytes bytes) throws FormatException {
    ZipDirectory directory = new ZipDirectory(bytes);
    directory.locate();
    return directory.readEntries();
  }

  private void locate() throws FormatException {
    long at = findEnd();
    count = bytes.u16(at + 10);
    long length = bytes.u32(at + 12);
    start = bytes.u32(at + 16);
    boolean split = bytes.u16(at + 4) != 0 || bytes.u16(at + 6) != 0 || bytes.u16(at + 8) != count;
    long locator = at - LOCATOR64_LENGTH;
    if (locator >= 0 && bytes.u32(locator) == LOCATOR64_SIGNATURE) {
      at = bytes.u64(locator + 8);
      if (at < 0 || at > locator - END64_LENGTH || bytes.u32(at) != END64_SIGNATURE) {
        throw error(locator, "the zip64 end record is not where its locator says");
      }
      split = bytes.u32(at + 16) != 0 || bytes.u32(at + 20) != 0;
      count = bytes.u64(at + 32);
      length = bytes.u64(at + 40);
      start = bytes.u64(at + 48);
    }
    if (split) {
      throw error(at, "the zip archive is one part of several");
    }
    if (start < 0 || length < 0 || start > at || length != at - start) {
      throw error(at, "the zip directory does not end where its end record begins");
    }
    if (count < 0 || count > MAX_ENTRIES || count > length / ENTRY_LENGTH) {
      throw error(
          at,
          "the zip directory is said to have "
              + Long.toUnsignedString(count)
              + " entries in "
              + length
              + " bytes; at most "
              + MAX_ENTRIES
              + " are read");
    }
    end = at;
  }

  /** The end record is the last one whose comment reaches exactly to the file's end. */
  private long findEnd() throws FormatException {
    long last = bytes.size() - END_LENGTH;
    for (long at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (bytes.u8(at) == 'P'
          && bytes.u32(at) == END_SIGNATURE
          && bytes.u16(at + 20) == last - at) {
        return at;
      }
    }
    throw error(
        bytes.size(), "the file ends without a zip directory; it is no zip archive or is cut off");
  }

  private Map<String, ZipArchive.Entry> readEntries() throws FormatException {
    Map<String, ZipArchive.Entry> entries = new LinkedHashMap<>();
    long at = start;
    for (long i = 0; i < count; i++) {
      if (at > end - ENTRY_LENGTH || bytes.u32(at) != ENTRY_SIGNATURE) {
        throw error(at, "entry " + i + " of the zip directory is missing");
      }
      long next = at + ENTRY_LENGTH + bytes.u16(at + 28) + bytes.u16(at + 30) + bytes.u16(at + 32);
      if (next > end) {
        throw error(at, "entry " + i + " reaches beyond the zip directory");
      }
      ZipArchive.Entry entry = readEntry(at);
      if (!entry.name().endsWith("/") && entries.put(entry.name(), entry) != null) {
        throw error(at, "two zip entries are called \"" + entry.name() + "\"");
      }
      at = next;
    }
    if (at != end) {
      throw error(at, "the zip directory has more bytes than entries");
    }
    return entries;
  }

  private ZipArchive.Entry readEntry(long at) throws FormatException {
    byte[] rawName = bytes.bytes(at + ENTRY_LENGTH, bytes.u16(at + 28));
    String name = decodeName(rawName, at);
    if ((bytes.u16(at + 8) & 1) != 0) {
      throw error(at, "zip entry \"" + name + "\" is encrypted");
    }
    int method = bytes.u16(at + 10);
    if (method != 0 && method != 8) {
      throw error(
          at,
          "zip entry \""
              + name
              + "\" uses compression method "
              + method
              + "; stored (0) and deflated (8) can be read");
    }
    // The order in which the ZIP64 extra field lists what does not fit in 32 bits.
    long[] wide = {bytes.u32(at + 24), bytes.u32(at + 20), bytes.u32(at + 42)};
    readZip64(at + ENTRY_LENGTH + rawName.length, bytes.u16(at + 30), wide, name);
    long size = wide[0];
    long stored = wide[1];
    if (size < 0 || stored < 0 || wide[2] < 0 || method == 0 && size != stored) {
      throw error(at, "the sizes of zip entry \"" + name + "\" contradict each other");
    }
    long data = findData(at, name, rawName, wide[2], stored);
    return new ZipArchive.Entry(
        name, size, stored, method == 8, (int) bytes.u32(at + 16), wide[2], data);
  }

  private void readZip64(long extra, int length, long[] wide, String name) throws FormatException {
    long limit = extra + length;
    for (long at = extra; at + 4 <= limit; at += 4 + bytes.u16(at + 2)) {
      if (bytes.u16(at) != 1) {
        continue;
      }
      long field = at + 4;
      long fieldEnd = field + bytes.u16(at + 2);
      for (int i = 0; i < wide.length; i++) {
        if (wide[i] == MASK32) {
          if (field + 8 > Math.min(fieldEnd, limit)) {
            throw error(at, "the zip64 field of entry \"" + name + "\" is too short");
          }
          wide[i] = bytes.u64(field);
          field += 8;
        }
      }
      return;
    }
  }

  /**
   * The local header repeats the name and stands before the data, which ends before the directory.
   */
  private long findData(long at, String name, byte[] rawName, long local, long stored)
      throws FormatException {
    if (local > start - LOCAL_LENGTH || bytes.u32(local) != LOCAL_SIGNATURE) {
      throw error(at, "the data of zip entry \"" + name + "\" does not start with a header");
    }
    int nameLength = bytes.u16(local + 26);
    long data = local + LOCAL_LENGTH + nameLength + bytes.u16(local + 28);
    if (data > start || stored > start - data) {
      throw error(local, "zip entry \"" + name + "\" reaches beyond the data of the archive");
    }
    if (nameLength != rawName.length
        || !Arrays.equals(rawName, bytes.bytes(local + LOCAL_LENGTH, nameLength))) {
      throw error(local, "zip entry \"" + name + "\" has another name at its data");
    }
    return data;
  }

  private String decodeName(byte[] raw, long at) throws FormatException {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      throw error(at, "the name of a zip entry is not UTF-8");
    }
    if (!isLegal(name)) {
      throw error(at, "\"" + name + "\" is not a name that a zip entry may have here");
    }
    return name;
  }

  /** Whether a name stays inside the archive: not empty, not absolute, no parts that climb. */
  static boolean isLegal(String name) {
    String parts = "/" + name.replace('\\', '/') + "/";
    return !name.isEmpty()
        && !parts.startsWith("//")
        && !parts.contains("/../")
        && name.indexOf('\0') < 0;
  }

  private FormatException error(long position, String reason) {
    return new FormatException(bytes.file(), position, reason);
  }
}
