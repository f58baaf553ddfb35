package adjoint.tensor.io;

import adjoint.tensor.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * The bytes of a file, mapped into memory, or copied where the file is small.
 *
 * <p>A mapping reaches at most 2 GiB, so a large file is mapped in windows. Neighbouring windows
 * overlap by the size of the largest element: one that starts in a window lies whole within it.
 */
final class FileBytes {
  private static final int SMALL = 1 << 16;
  private static final int WINDOW = 1 << 30;
  private static final int OVERLAP = 8;

  private final Path file;
  private final long size;
  private final ByteBuffer[] windows;

  private FileBytes(Path file, long size, ByteBuffer[] windows) {
    this.file = file;
    this.size = size;
    this.windows = windows;
  }

  /**
   * Opens a file.
   *
   * @throws FormatException if it is a folder or a device
   * @throws IOException if it does not exist or cannot be read
   */
  static FileBytes open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      String kind = Files.isDirectory(file) ? "a folder" : "no regular file";
      throw new FormatException(file, -1, "is " + kind + "; a file is needed");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size <= SMALL) {
        return new FileBytes(file, size, new ByteBuffer[] {readAll(file, channel, (int) size)});
      }
      ByteBuffer[] windows = new ByteBuffer[(int) ((size + WINDOW - 1) / WINDOW)];
      for (int i = 0; i < windows.length; i++) {
        long start = (long) i * WINDOW;
        long length = Math.min((long) WINDOW + OVERLAP, size - start);
        windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
        windows[i].order(ByteOrder.LITTLE_ENDIAN);
      }
      return new FileBytes(file, size, windows);
    }
  }

  private static ByteBuffer readAll(Path file, FileChannel channel, int size) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(size);
    while (all.hasRemaining()) {
      if (channel.read(all) < 0) {
        throw new FormatException(file, all.position(), "the file shrank while it was read");
      }
    }
    return all.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /** Copies {@code count} bytes. */
  byte[] bytes(long position, int count) throws FormatException {
    check(position, count);
    byte[] copy = new byte[count];
    for (int done = 0; done < count; ) {
      ByteBuffer part = part(position + done, count - done);
      int length = part.remaining();
      part.get(copy, done, length);
      done += length;
    }
    return copy;
  }

  int u8(long position) throws FormatException {
    check(position, 1);
    return window(position).get(index(position)) & 0xFF;
  }

  int u16(long position) throws FormatException {
    check(position, 2);
    return window(position).getShort(index(position)) & 0xFFFF;
  }

  long u32(long position) throws FormatException {
    check(position, 4);
    return window(position).getInt(index(position)) & 0xFFFFFFFFL;
  }

  /** Eight little-endian bytes; negative where the unsigned number exceeds 2^63 - 1. */
  long u64(long position) throws FormatException {
    check(position, 8);
    return window(position).getLong(index(position));
  }

  /** Reads {@code count} elements. */
  Storage decode(long position, StoredType type, ByteOrder order, int count)
      throws FormatException {
    check(position, (long) count * type.bytes());
    Storage storage = Storage.allocate(type.dtype(), count);
    for (int done = 0; done < count; ) {
      long start = position + (long) done * type.bytes();
      ByteBuffer part = part(start, (long) (count - done) * type.bytes());
      int length = part.remaining() / type.bytes();
      type.decode(part.order(order), storage, done, length);
      done += length;
    }
    return storage;
  }

  int crc32(long position, long count) throws FormatException {
    check(position, count);
    CRC32 crc = new CRC32();
    for (long done = 0; done < count; ) {
      ByteBuffer part = part(position + done, count - done);
      done += part.remaining();
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  private void check(long position, long count) throws FormatException {
    if (position < 0 || count < 0 || position > size - count) {
      throw new FormatException(
          file,
          position,
          "the file ends early: " + count + " bytes are needed here, the file has " + size);
    }
  }

  /**
   * At most {@code count} bytes from {@code position} on, and at least 8 where so many are left.
   */
  private ByteBuffer part(long position, long count) {
    ByteBuffer window = window(position);
    int from = index(position);
    return window.slice(from, (int) Math.min(count, window.limit() - from));
  }

  private ByteBuffer window(long position) {
    return windows[windowNumber(position)];
  }

  private int index(long position) {
    return (int) (position - (long) windowNumber(position) * WINDOW);
  }

  /** The last window also holds the position at the file's end. */
  private int windowNumber(long position) {
    return (int) Math.min(position / WINDOW, windows.length - 1);
  }
}
