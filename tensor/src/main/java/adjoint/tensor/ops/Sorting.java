package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;
import adjoint.tensor.backend.Parallel;

/** Sorting along a dimension; see {@link adjoint.tensor.IndexMethods}. */
public final class Sorting {
  private Sorting() {}

  /** See {@link adjoint.tensor.IndexMethods#sort}. */
  public static ValuesAndIndices sort(Tensor x, int dimension, boolean descending) {
    int axis = x.layout().dimension("sort", dimension);
    x.dtype().requireComputable("sort");
    return firstOfOrder(x, axis, x.size(axis), descending);
  }

  /** See {@link adjoint.tensor.IndexMethods#topk}. */
  public static ValuesAndIndices topk(Tensor x, int k, int dimension, boolean largest) {
    int axis = x.layout().dimension("topk", dimension);
    x.dtype().requireComputable("topk");
    if (k < 0 || k > x.size(axis)) {
      throw new ShapeException(
          "topk: k = "
              + k
              + " is out of range for dimension "
              + axis
              + " of shape "
              + Checks.show(x.shape())
              + "; legal are 0 to "
              + x.size(axis));
    }
    return firstOfOrder(x, axis, k, largest);
  }

  /** The first {@code count} elements of each line along {@code axis} in sorted order. */
  private static ValuesAndIndices firstOfOrder(Tensor x, int axis, int count, boolean descending) {
    int[] shape = x.shape();
    int size = shape[axis];
    shape[axis] = count;
    Tensor indices = Tensor.zeros(DType.I64, shape);
    int[] positions = new int[indices.elementCount()];
    if (positions.length > 0) {
      int inner = indices.layout().stride(axis);
      int[] lines = lineStarts(x.layout(), axis);
      int stride = x.layout().stride(axis);
      long[] picked = indices.storage().longs();
      Parallel.forEach(
          lines.length,
          line -> {
            long[] keys = keys(x.storage(), lines[line], stride, size, descending);
            int[] order = SortedOrder.first(keys, count);
            int at = line / inner * count * inner + line % inner;
            for (int i = 0; i < count; i++) {
              picked[at + i * inner] = order[i];
              positions[at + i * inner] = lines[line] + order[i] * stride;
            }
          });
    }
    return new ValuesAndIndices(Elements.take(x.storage(), positions, shape), indices);
  }

  /** The storage index at which each line begins, lines in row-major order of the others. */
  private static int[] lineStarts(Layout layout, int axis) {
    int[] shape = layout.shape();
    shape[axis] = 1;
    return Elements.storageIndices(Layout.of(shape, layout.strides(), layout.offset()));
  }

  /** Integers in the order in which the elements of a line are wanted. */
  private static long[] keys(
      Storage storage, int start, int stride, int count, boolean descending) {
    long[] keys = new long[count];
    boolean floating = storage.dtype().isFloating();
    for (int i = 0; i < count; i++) {
      int index = start + i * stride;
      long key = floating ? key(storage.getDouble(index)) : storage.getLong(index);
      // The complement reverses the order without overflow.
      keys[i] = descending ? ~key : key;
    }
    return keys;
  }

  /** Orders as the numbers do; both zeros are equal, NaN is the largest. */
  private static long key(double value) {
    if (Double.isNaN(value)) {
      return Long.MAX_VALUE;
    }
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }
}
