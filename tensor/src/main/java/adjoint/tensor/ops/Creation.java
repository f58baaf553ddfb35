package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.MemoryPool;
import java.util.Arrays;

/** New tensors, and the way from an index to a place in a storage. */
public final class Creation {
  private Creation() {}

  /** A contiguous tensor over a storage that it fills. */
  public static Tensor wrap(Storage storage, int[] shape) {
    Layout layout = Layout.contiguous(shape);
    if (layout.elementCount() != storage.length()) {
      throw new ShapeException(
          "tensor: shape "
              + Arrays.toString(shape)
              + " needs "
              + layout.elementCount()
              + " elements, the array has "
              + storage.length());
    }
    return Tensor.of(storage, layout);
  }

  /**
   * A tensor for an operation that writes all of its elements; what they are before is undefined.
   */
  static Tensor result(DType dtype, int... shape) {
    Layout layout = Layout.contiguous(shape);
    return Tensor.of(MemoryPool.result(dtype, layout.elementCount()), layout);
  }

  /** A one-dimensional BOOL tensor. */
  public static Tensor ofBooleans(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return wrap(Storage.of(DType.BOOL, bytes), new int[] {values.length});
  }

  /** A matrix from rows, which are copied. */
  public static Tensor ofRows(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor result = Tensor.zeros(DType.F32, rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      checkRow(i, rows[i].length, columns);
      System.arraycopy(rows[i], 0, result.storage().floats(), i * columns, columns);
    }
    return result;
  }

  /** A matrix from rows, which are copied. */
  public static Tensor ofRows(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor result = Tensor.zeros(DType.F64, rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      checkRow(i, rows[i].length, columns);
      System.arraycopy(rows[i], 0, result.storage().doubles(), i * columns, columns);
    }
    return result;
  }

  private static void checkRow(int row, int length, int columns) {
    if (length != columns) {
      throw new ShapeException(
          "tensor: row " + row + " has " + length + " elements, row 0 has " + columns);
    }
  }

  /** One value everywhere, converted as {@link Storage#setDouble} does. */
  public static Tensor full(DType dtype, double value, int[] shape) {
    Tensor result = Tensor.zeros(dtype, shape);
    Storage storage = result.storage();
    if (storage.length() == 0) {
      return result;
    }
    storage.setDouble(0, value);
    switch (dtype) {
      case BOOL, U8 -> Arrays.fill(storage.bytes(), storage.bytes()[0]);
      case I32 -> Arrays.fill(storage.ints(), storage.ints()[0]);
      case I64 -> Arrays.fill(storage.longs(), storage.longs()[0]);
      case F16, BF16 -> Arrays.fill(storage.shorts(), storage.shorts()[0]);
      case F32 -> Arrays.fill(storage.floats(), storage.floats()[0]);
      case F64 -> Arrays.fill(storage.doubles(), value);
    }
    return result;
  }

  /** {@code start + i * step} while that is before {@code end}. */
  public static Tensor arange(DType dtype, double start, double end, double step) {
    if (step == 0 || !Double.isFinite(step)) {
      throw new IllegalArgumentException("arange: step must be finite and not 0, got " + step);
    }
    double count = Math.max(0, Math.ceil((end - start) / step));
    if (!(count <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "arange: from " + start + " to " + end + " by " + step + " has too many elements");
    }
    Tensor result = Tensor.zeros(dtype, (int) count);
    for (int i = 0; i < (int) count; i++) {
      result.storage().setDouble(i, start + i * step);
    }
    return result;
  }

  /** {@code count} numbers; the last one is exactly {@code end}. */
  public static Tensor linspace(DType dtype, double start, double end, int count) {
    Tensor result = Tensor.zeros(dtype, count);
    for (int i = 0; i < count; i++) {
      double value = i == 0 ? start : start + i * ((end - start) / (count - 1));
      result.storage().setDouble(i, i > 0 && i == count - 1 ? end : value);
    }
    return result;
  }

  /** The n x n identity matrix. */
  public static Tensor eye(DType dtype, int n) {
    Tensor result = Tensor.zeros(dtype, n, n);
    for (int i = 0; i < n; i++) {
      result.storage().setDouble(i * (n + 1), 1);
    }
    return result;
  }

  /** Uniform in [0, 1): 24 random bits for F32, 53 for F64. */
  public static Tensor rand(Generator generator, DType dtype, int[] shape) {
    requireDrawable("rand", dtype);
    Tensor result = Tensor.zeros(dtype, shape);
    for (int i = 0; i < result.elementCount(); i++) {
      // Rounding a 53-bit number to single precision could give 1.
      double value =
          dtype == DType.F32 ? (generator.nextLong() >>> 40) * 0x1p-24 : generator.nextDouble();
      result.storage().setDouble(i, value);
    }
    return result;
  }

  /** Standard normal. */
  public static Tensor randn(Generator generator, DType dtype, int[] shape) {
    requireDrawable("randn", dtype);
    Tensor result = Tensor.zeros(dtype, shape);
    for (int i = 0; i < result.elementCount(); i++) {
      result.storage().setDouble(i, generator.nextNormal());
    }
    return result;
  }

  private static void requireDrawable(String operation, DType dtype) {
    if (dtype != DType.F32 && dtype != DType.F64) {
      throw new DTypeException(operation + ": draws F32 or F64, not " + dtype);
    }
  }

  /** Where the element with that index lies. */
  public static int storageIndex(Layout layout, int[] index) {
    if (index.length != layout.rank()) {
      throw new ShapeException(
          "element: index "
              + Arrays.toString(index)
              + " has "
              + index.length
              + " entries, shape "
              + Arrays.toString(layout.shape())
              + " has "
              + layout.rank()
              + " dimensions");
    }
    int position = layout.offset();
    for (int d = 0; d < index.length; d++) {
      if (index[d] < 0 || index[d] >= layout.size(d)) {
        throw new ShapeException(
            "element: index "
                + Arrays.toString(index)
                + " is out of range at dimension "
                + d
                + " of shape "
                + Arrays.toString(layout.shape()));
      }
      position += index[d] * layout.stride(d);
    }
    return position;
  }
}
