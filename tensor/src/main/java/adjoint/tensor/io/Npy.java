package adjoint.tensor.io;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * NumPy array files (.npy), format versions 1.0 to 3.0.
 *
 * <p>Read are the NumPy types b1, u1, i4, i8, f2, f4 and f8 as the {@link DType} of that name; i1,
 * i2 and u2 as I32; u4 as I64; each in either byte order and in C or Fortran order. Arrays of
 * Python objects are never read.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads an array. One in Fortran order comes as a view with increasing strides.
   *
   * @throws FormatException if the file is malformed, or its type cannot be read
   * @throws IOException if it cannot be read
   */
  public static Tensor read(Path file) throws IOException {
    FileBytes bytes = FileBytes.open(file);
    return read(bytes, 0, bytes.size());
  }

  /** Reads the array that lies in a range of a file. */
  static Tensor read(FileBytes bytes, long position, long length) throws FormatException {
    byte[] start = bytes.bytes(position, (int) Math.min(length, NpyHeader.MAX_SIZE));
    NpyHeader header = NpyHeader.parse(start, bytes.file(), position);
    int count = header.elementCount(length - header.size());
    return arrange(
        bytes.decode(position + header.size(), header.type(), header.order(), count), header);
  }

  /** Reads the array that {@code content} is; errors name {@code file}. */
  static Tensor read(byte[] content, Path file) throws FormatException {
    byte[] start = Arrays.copyOf(content, Math.min(content.length, NpyHeader.MAX_SIZE));
    NpyHeader header = NpyHeader.parse(start, file, 0);
    int count = header.elementCount(content.length - header.size());
    Storage storage = Storage.allocate(header.type().dtype(), count);
    ByteBuffer elements =
        ByteBuffer.wrap(content, header.size(), content.length - header.size())
            .order(header.order());
    header.type().decode(elements, storage, 0, count);
    return arrange(storage, header);
  }

  private static Tensor arrange(Storage storage, NpyHeader header) {
    int[] shape = header.shape();
    if (!header.fortranOrder()) {
      return Tensor.of(storage, Layout.contiguous(shape));
    }
    int[] strides = new int[shape.length];
    int step = 1;
    for (int d = 0; d < shape.length; d++) {
      strides[d] = step;
      step *= Math.max(shape[d], 1);
    }
    return Tensor.of(storage, Layout.of(shape, strides, 0));
  }

  /**
   * Writes an array in format version 1.0, little-endian, in C order; the file appears whole or not
   * at all.
   *
   * @throws IllegalArgumentException if the type is BF16, which NumPy lacks
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    byte[] header = header(tensor);
    AtomicFile.write(
        file,
        channel -> {
          ElementSink sink = chunk -> AtomicFile.writeFully(channel, chunk);
          sink.accept(ByteBuffer.wrap(header));
          sink.acceptAll(tensor);
        });
  }

  static byte[] header(Tensor tensor) {
    String descr =
        switch (tensor.dtype()) {
          case BOOL -> "|b1";
          case U8 -> "|u1";
          case I32 -> "<i4";
          case I64 -> "<i8";
          case F16 -> "<f2";
          case F32 -> "<f4";
          case F64 -> "<f8";
          case BF16 ->
              throw new IllegalArgumentException(
                  "npy: NumPy has no BF16; convert with to(DType.F32) first");
        };
    return NpyHeader.write(descr, tensor.shape());
  }
}
