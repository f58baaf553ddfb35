package adjoint.tensor.io;

import adjoint.tensor.Storage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip archive of arrays through its central directory, as data that may be hostile.
 *
 * <p>Opening checks that every entry lies inside the file, that no two overlap or share a name,
 * that names do not climb out of the archive, and that the entries do not inflate to more than 100
 * times the file's size (or 8 MiB, if that is more). Reading checks an entry's checksum. Stored and
 * deflated entries can be read; encrypted and split archives cannot.
 */
public final class ZipArchive {
  private static final long MAX_RATIO = 100;
  private static final long ALWAYS_LEGAL = 8L << 20;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * One file in the archive.
   *
   * @param name its path, separated by slashes
   * @param size its length in bytes
   * @param storedSize the bytes that it takes in the archive
   * @param deflated whether it is compressed
   * @param checksum its CRC-32; 0 where the writer left it out
   * @param headerPosition where in the archive its header begins
   * @param dataPosition where in the archive its data begins
   */
  public record Entry(
      String name,
      long size,
      long storedSize,
      boolean deflated,
      int checksum,
      long headerPosition,
      long dataPosition) {}

  private final FileBytes bytes;
  private final Map<String, Entry> entries;

  private ZipArchive(FileBytes bytes, Map<String, Entry> entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  /**
   * Opens an archive and checks its directory.
   *
   * @throws FormatException if it is no zip archive, is damaged, or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public static ZipArchive open(Path file) throws IOException {
    FileBytes bytes = FileBytes.open(file);
    Map<String, Entry> entries = ZipDirectory.read(bytes);
    checkInflation(bytes, entries);
    checkOverlap(bytes, entries);
    return new ZipArchive(bytes, entries);
  }

  private static void checkInflation(FileBytes bytes, Map<String, Entry> entries)
      throws FormatException {
    long limit = Math.max(ALWAYS_LEGAL, MAX_RATIO * bytes.size());
    long total = 0;
    for (Entry entry : entries.values()) {
      total = entry.size() > limit ? limit + 1 : total + entry.size();
      if (total > limit) {
        throw new FormatException(
            bytes.file(),
            entry.headerPosition(),
            "the archive would inflate to more than "
                + MAX_RATIO
                + " times its size, with entry \""
                + entry.name()
                + "\" of "
                + entry.size()
                + " bytes");
      }
    }
  }

  private static void checkOverlap(FileBytes bytes, Map<String, Entry> entries)
      throws FormatException {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::headerPosition));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.headerPosition() < end) {
        throw new FormatException(
            bytes.file(),
            entry.headerPosition(),
            "zip entry \"" + entry.name() + "\" overlaps another");
      }
      end = entry.dataPosition() + entry.storedSize();
    }
  }

  /** The file. */
  public Path file() {
    return bytes.file();
  }

  /** The entries by name, in the directory's order, without folders. */
  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /**
   * The bytes of an entry.
   *
   * @param limit the most bytes it may have
   * @throws FormatException if it has more, is damaged, or inflates to another size than it says
   */
  public byte[] read(Entry entry, int limit) throws FormatException {
    if (entry.size() > Math.min(limit, MAX_ARRAY)) {
      throw error(
          entry,
          "zip entry \""
              + entry.name()
              + "\" has "
              + entry.size()
              + " bytes; at most "
              + limit
              + " can be read");
    }
    byte[] content =
        entry.deflated()
            ? inflate(entry)
            : bytes.bytes(entry.dataPosition(), (int) entry.storedSize());
    CRC32 crc = new CRC32();
    crc.update(content);
    checkSum(entry, (int) crc.getValue());
    return content;
  }

  /**
   * Decodes an entry as one array of elements; stored entries only.
   *
   * @throws FormatException if the entry is compressed or damaged, or its size is not a whole
   *     number of elements or more than 2^31 - 1 of them
   */
  public Storage decode(Entry entry, StoredType type, ByteOrder order) throws FormatException {
    long count = entry.size() / type.bytes();
    if (entry.deflated() || entry.size() % type.bytes() != 0 || count > MAX_ARRAY) {
      throw error(
          entry,
          "zip entry \""
              + entry.name()
              + "\" of "
              + entry.size()
              + (entry.deflated() ? " bytes is compressed" : " bytes")
              + "; an array of "
              + type
              + " must be stored and have a multiple of "
              + type.bytes()
              + " bytes");
    }
    checkStored(entry);
    return bytes.decode(entry.dataPosition(), type, order, (int) count);
  }

  /** The file's bytes, for entries that are read in place. */
  FileBytes bytes() {
    return bytes;
  }

  /** Checks the checksum of an entry that is not compressed. */
  void checkStored(Entry entry) throws FormatException {
    if (entry.checksum() != 0) {
      checkSum(entry, bytes.crc32(entry.dataPosition(), entry.size()));
    }
  }

  private byte[] inflate(Entry entry) throws FormatException {
    if (entry.storedSize() > MAX_ARRAY) {
      throw error(entry, "zip entry \"" + entry.name() + "\" is too large to be inflated");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes.bytes(entry.dataPosition(), (int) entry.storedSize()));
      byte[] content = new byte[(int) entry.size()];
      int done = 0;
      while (done < content.length) {
        int count = inflater.inflate(content, done, content.length - done);
        if (count == 0) {
          throw error(
              entry, "zip entry \"" + entry.name() + "\" inflates to " + done + " bytes only");
        }
        done += count;
      }
      if (!inflater.finished() && inflater.inflate(new byte[1]) != 0) {
        throw error(entry, "zip entry \"" + entry.name() + "\" inflates to more than it says");
      }
      return content;
    } catch (DataFormatException e) {
      throw error(entry, "the compressed data of zip entry \"" + entry.name() + "\" is damaged");
    } finally {
      inflater.end();
    }
  }

  /** Some writers leave the checksum out, as 0; then there is nothing to compare. */
  private void checkSum(Entry entry, int actual) throws FormatException {
    if (entry.checksum() != 0 && entry.checksum() != actual) {
      throw error(
          entry, "zip entry \"" + entry.name() + "\" is damaged: its checksum does not match");
    }
  }

  private FormatException error(Entry entry, String reason) {
    return new FormatException(bytes.file(), entry.headerPosition(), reason);
  }
}
