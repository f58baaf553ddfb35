package adjoint.tensor.io;

import adjoint.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy archives (.npz): a zip archive of {@linkplain Npy npy} arrays, stored or deflated, with the
 * limits of {@link ZipArchive}.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads all arrays of an archive by name, in the archive's order.
   *
   * @throws FormatException if the archive or an array in it is malformed or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    ZipArchive archive = ZipArchive.open(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ZipArchive.Entry entry : archive.entries().values()) {
      if (!entry.name().endsWith(SUFFIX)) {
        throw new FormatException(
            file, entry.headerPosition(), "zip entry \"" + entry.name() + "\" is no npy array");
      }
      String name = entry.name().substring(0, entry.name().length() - SUFFIX.length());
      tensors.put(name, readArray(archive, entry));
    }
    return tensors;
  }

  private static Tensor readArray(ZipArchive archive, ZipArchive.Entry entry)
      throws FormatException {
    if (!entry.deflated()) {
      archive.checkStored(entry);
      return Npy.read(archive.bytes(), entry.dataPosition(), entry.size());
    }
    byte[] content = archive.read(entry, Integer.MAX_VALUE);
    try {
      return Npy.read(content, archive.file());
    } catch (FormatException e) {
      // Positions inside compressed data mean nothing in the file.
      String reason = "zip entry \"" + entry.name() + "\": " + e.reason();
      throw new FormatException(archive.file(), entry.headerPosition(), reason);
    }
  }

  /**
   * Writes arrays; the file appears whole or not at all, and equal arguments give equal bytes.
   *
   * @param file the file, replaced where it exists
   * @param tensors the arrays by name
   * @param compressed whether to deflate them
   * @throws IllegalArgumentException if a type is BF16, which NumPy lacks, or a name could not be
   *     read back: empty, absolute, or with a part {@code ..}
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors, boolean compressed)
      throws IOException {
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      if (entry.getKey().isEmpty() || !ZipDirectory.isLegal(entry.getKey())) {
        throw new IllegalArgumentException(
            "npz: \"" + entry.getKey() + "\" is not a name that an array may have");
      }
      Npy.header(entry.getValue());
    }
    AtomicFile.write(
        file,
        channel -> {
          OutputStream stream =
              new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          ZipOutputStream zip = new ZipOutputStream(stream);
          for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            writeArray(zip, entry.getKey(), entry.getValue(), compressed);
          }
          zip.finish();
          stream.flush();
        });
  }

  private static void writeArray(
      ZipOutputStream zip, String name, Tensor tensor, boolean compressed) throws IOException {
    Tensor rows = tensor.contiguous();
    byte[] header = Npy.header(rows);
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(EPOCH);
    if (!compressed) {
      CRC32 crc = new CRC32();
      crc.update(header);
      ElementSink checksum = crc::update;
      checksum.acceptAll(rows);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(header.length + (long) rows.elementCount() * rows.dtype().bytes());
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(header);
    ElementSink elements = chunk -> zip.write(chunk.array(), chunk.arrayOffset(), chunk.limit());
    elements.acceptAll(rows);
    zip.closeEntry();
  }
}
