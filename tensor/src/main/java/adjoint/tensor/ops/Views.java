package adjoint.tensor.ops;

import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Views: new layouts over the same storage. */
public final class Views {
  private Views() {}

  private static Tensor over(Tensor x, int[] shape, int[] strides, int offset) {
    Layout layout = Layout.of(shape, strides, offset);
    // A view without elements must not point behind the end of its storage.
    boolean empty = layout.elementCount() == 0;
    return Tensor.of(x.storage(), empty ? Layout.of(shape, strides, x.layout().offset()) : layout);
  }

  /** Another shape without copying. */
  public static Tensor view(Tensor x, int... shape) {
    int[] resolved = inferSize("view", x, shape);
    int[] strides = viewStrides(x.layout(), resolved);
    if (strides == null) {
      throw new ShapeException(
          "view: a tensor with "
              + x.layout()
              + " cannot be seen as "
              + Arrays.toString(resolved)
              + " without copying; use reshape");
    }
    return over(x, resolved, strides, x.layout().offset());
  }

  /** Another shape, copying where a view is not possible. */
  public static Tensor reshape(Tensor x, int... shape) {
    int[] resolved = inferSize("reshape", x, shape);
    int[] strides = viewStrides(x.layout(), resolved);
    return strides == null
        ? view(x.copy(), resolved)
        : over(x, resolved, strides, x.layout().offset());
  }

  /** Replaces a -1 by the size that is missing. */
  private static int[] inferSize(String operation, Tensor x, int[] shape) {
    int unknown = -1;
    long known = 1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == -1 && unknown < 0) {
        unknown = d;
      } else if (shape[d] < 0) {
        throw new ShapeException(
            operation
                + ": shape "
                + Arrays.toString(shape)
                + (shape[d] == -1 ? " has more than one -1" : " has a negative size")
                + " at dimension "
                + d);
      } else {
        known *= shape[d];
      }
    }
    int[] resolved = shape.clone();
    if (unknown >= 0 && known > 0 && x.elementCount() % known == 0) {
      resolved[unknown] = (int) (x.elementCount() / known);
    } else if (unknown >= 0 || known != x.elementCount()) {
      throw new ShapeException(
          operation
              + ": shape "
              + Arrays.toString(x.shape())
              + " with "
              + x.elementCount()
              + " elements does not fit "
              + Arrays.toString(shape)
              + (unknown >= 0 && known == 0 ? ", where -1 could be anything" : ""));
    }
    return resolved;
  }

  /**
   * The strides that show the elements of {@code layout} in the same order under another shape, or
   * null if there are none. Dimensions of both are consumed from the last one on, in groups with
   * equal numbers of elements; each group must lie in memory like one dimension.
   */
  private static int[] viewStrides(Layout layout, int[] shape) {
    int[] strides = new int[shape.length];
    if (layout.elementCount() == 0) {
      return Layout.contiguous(shape).strides();
    }
    int to = shape.length - 1;
    int from = layout.rank() - 1;
    while (from >= 0) {
      int groupStride = layout.stride(from);
      long oldCount = layout.size(from);
      // Extend the group by dimensions that continue it in memory.
      while (from > 0
          && (layout.size(from - 1) == 1
              || oldCount == 1
              || layout.stride(from - 1) == groupStride * oldCount)) {
        groupStride = oldCount == 1 ? layout.stride(from - 1) : groupStride;
        oldCount *= layout.size(--from);
      }
      long newCount = 1;
      while (to >= 0 && (newCount < oldCount || shape[to] == 1)) {
        strides[to] = (int) (newCount * groupStride);
        newCount *= shape[to--];
      }
      if (newCount != oldCount) {
        return null;
      }
      from--;
    }
    for (; to >= 0; to--) {
      strides[to] = 1;
    }
    return strides;
  }

  /** Merges a range of dimensions. */
  public static Tensor flatten(Tensor x, int first, int last) {
    if (x.rank() == 0 && (first == 0 || first == -1) && (last == 0 || last == -1)) {
      return reshape(x, 1);
    }
    int start = x.layout().dimension("flatten", first);
    int end = x.layout().dimension("flatten", last);
    if (start > end) {
      throw new ShapeException("flatten: dimension " + first + " comes after dimension " + last);
    }
    int[] shape = new int[x.rank() - (end - start)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = x.size(d <= start ? d : d + end - start);
    }
    for (int d = start + 1; d <= end; d++) {
      shape[start] *= x.size(d);
    }
    return reshape(x, shape);
  }

  /** Exchanges two dimensions. */
  public static Tensor transpose(Tensor x, int a, int b) {
    int first = x.layout().dimension("transpose", a);
    int second = x.layout().dimension("transpose", b);
    int[] order = identity(x.rank());
    order[first] = second;
    order[second] = first;
    return permute(x, order);
  }

  private static int[] identity(int rank) {
    int[] order = new int[rank];
    Arrays.setAll(order, d -> d);
    return order;
  }

  /** Reorders the dimensions. */
  public static Tensor permute(Tensor x, int... dimensions) {
    int rank = x.rank();
    if (dimensions.length != rank) {
      throw new ShapeException(
          "permute: "
              + Arrays.toString(dimensions)
              + " names "
              + dimensions.length
              + " dimensions, shape "
              + Arrays.toString(x.shape())
              + " has "
              + rank);
    }
    int[] order = distinct("permute", x, dimensions);
    int[] shape = new int[rank];
    int[] strides = new int[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = x.layout().size(order[d]);
      strides[d] = x.layout().stride(order[d]);
    }
    return over(x, shape, strides, x.layout().offset());
  }

  /** Resolves dimensions, in their order, and refuses one that is named twice. */
  static int[] distinct(String operation, Tensor x, int... dimensions) {
    int[] resolved = new int[dimensions.length];
    boolean[] named = new boolean[x.rank()];
    for (int i = 0; i < dimensions.length; i++) {
      int d = x.layout().dimension(operation, dimensions[i]);
      if (named[d]) {
        throw new ShapeException(
            operation + ": " + Arrays.toString(dimensions) + " names dimension " + d + " twice");
      }
      named[d] = true;
      resolved[i] = d;
    }
    return resolved;
  }

  /** Repeats dimensions of size 1. */
  public static Tensor expand(Tensor x, int... shape) {
    int[] resolved = shape.clone();
    int lead = shape.length - x.rank();
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == -1 && d >= lead && lead >= 0) {
        resolved[d] = x.size(d - lead);
      } else if (shape[d] < 0) {
        throw new ShapeException(
            "expand: size "
                + shape[d]
                + " at dimension "
                + d
                + " of "
                + Arrays.toString(shape)
                + "; legal are 0 and above, and -1 where shape "
                + Arrays.toString(x.shape())
                + " has that dimension");
      }
    }
    return Tensor.of(x.storage(), x.layout().expand("expand", resolved));
  }

  /** Removes every dimension of size 1. */
  public static Tensor squeeze(Tensor x) {
    int[] shape = new int[x.rank()];
    int[] strides = new int[x.rank()];
    int rank = 0;
    for (int d = 0; d < x.rank(); d++) {
      if (x.size(d) != 1) {
        shape[rank] = x.size(d);
        strides[rank++] = x.layout().stride(d);
      }
    }
    return over(x, Arrays.copyOf(shape, rank), Arrays.copyOf(strides, rank), x.layout().offset());
  }

  /** Removes one dimension if its size is 1. */
  public static Tensor squeeze(Tensor x, int dimension) {
    int d = x.layout().dimension("squeeze", dimension);
    return x.size(d) == 1 ? select(x, d, 0) : x;
  }

  /** Inserts a dimension of size 1. */
  public static Tensor unsqueeze(Tensor x, int dimension) {
    int rank = x.rank();
    int at = dimension < 0 ? dimension + rank + 1 : dimension;
    if (at < 0 || at > rank) {
      throw new ShapeException(
          "unsqueeze: dimension "
              + dimension
              + " is out of range for shape "
              + Arrays.toString(x.shape())
              + "; legal are "
              + (-rank - 1)
              + " to "
              + rank);
    }
    int[] shape = new int[rank + 1];
    int[] strides = new int[rank + 1];
    for (int d = 0; d <= rank; d++) {
      int own = d < at ? d : d - 1;
      shape[d] = d == at ? 1 : x.size(own);
      strides[d] = d == at ? 1 : x.layout().stride(own);
    }
    return over(x, shape, strides, x.layout().offset());
  }

  /** Elements from {@code start} to before {@code end}, clipped as in Python. */
  public static Tensor slice(Tensor x, int dimension, int start, int end, int step) {
    int d = x.layout().dimension("slice", dimension);
    if (step == 0) {
      throw new ShapeException("slice: the step must not be 0");
    }
    int size = x.size(d);
    int first = clip(start, size, step);
    int bound = clip(end, size, step);
    long distance = step > 0 ? (long) bound - first : (long) first - bound;
    long stride = Math.abs((long) step);
    int count = distance <= 0 ? 0 : (int) ((distance - 1) / stride + 1);
    return along(x, d, count == 0 ? 0 : first, count, step);
  }

  private static int clip(int bound, int size, int step) {
    long fromStart = bound < 0 ? (long) bound + size : bound;
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? size : size - 1;
    return (int) Math.min(Math.max(fromStart, lowest), highest);
  }

  private static Tensor along(Tensor x, int d, int start, int count, int step) {
    int[] shape = x.shape();
    int[] strides = x.layout().strides();
    int offset = x.layout().offset() + start * strides[d];
    shape[d] = count;
    // With at most one element the stride is never used, and the product could overflow.
    strides[d] = count > 1 ? strides[d] * step : strides[d];
    return over(x, shape, strides, offset);
  }

  /** {@code length} elements from {@code start}. */
  public static Tensor narrow(Tensor x, int dimension, int start, int length) {
    int d = x.layout().dimension("narrow", dimension);
    int size = x.size(d);
    if (start < 0 || length < 0 || start > size - length) {
      throw new ShapeException(
          "narrow: "
              + length
              + " elements from "
              + start
              + " on are out of range for dimension "
              + d
              + " of shape "
              + Arrays.toString(x.shape()));
    }
    return along(x, d, length == 0 ? 0 : start, length, 1);
  }

  /** One index of a dimension, which disappears. */
  public static Tensor select(Tensor x, int dimension, int index) {
    int d = x.layout().dimension("select", dimension);
    int size = x.size(d);
    int resolved = index < 0 ? index + size : index;
    if (resolved < 0 || resolved >= size) {
      throw new ShapeException(
          "select: index "
              + index
              + " is out of range for dimension "
              + d
              + " of shape "
              + Arrays.toString(x.shape())
              + (size == 0 ? ", which is empty" : "; legal are " + -size + " to " + (size - 1)));
    }
    int[] shape = new int[x.rank() - 1];
    int[] strides = new int[x.rank() - 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = x.size(i < d ? i : i + 1);
      strides[i] = x.layout().stride(i < d ? i : i + 1);
    }
    return over(x, shape, strides, x.layout().offset() + resolved * x.layout().stride(d));
  }

  /** Reverses dimensions. */
  public static Tensor flip(Tensor x, int... dimensions) {
    Tensor result = x;
    for (int d : distinct("flip", x, dimensions)) {
      if (x.size(d) > 1) {
        result = along(result, d, x.size(d) - 1, x.size(d), -1);
      }
    }
    return result;
  }

  /** A diagonal of two dimensions, as a last dimension. */
  public static Tensor diagonal(Tensor x, int offset, int rows, int columns) {
    int row = x.layout().dimension("diagonal", rows);
    int column = x.layout().dimension("diagonal", columns);
    if (row == column) {
      throw new ShapeException("diagonal: needs two dimensions, got dimension " + row + " twice");
    }
    long firstRow = Math.max(0L, -(long) offset);
    long firstColumn = Math.max(0L, offset);
    int length = (int) Math.max(0, Math.min(x.size(row) - firstRow, x.size(column) - firstColumn));
    int[] shape = new int[x.rank() - 1];
    int[] strides = new int[x.rank() - 1];
    int count = 0;
    for (int d = 0; d < x.rank(); d++) {
      if (d != row && d != column) {
        shape[count] = x.size(d);
        strides[count++] = x.layout().stride(d);
      }
    }
    int rowStride = x.layout().stride(row);
    int columnStride = x.layout().stride(column);
    shape[count] = length;
    strides[count] = rowStride + columnStride;
    int start = length == 0 ? 0 : (int) firstRow * rowStride + (int) firstColumn * columnStride;
    return over(x, shape, strides, x.layout().offset() + start);
  }

  /** Parts of the given sizes. */
  public static List<Tensor> split(Tensor x, int[] sizes, int dimension) {
    int d = x.layout().dimension("split", dimension);
    long total = Arrays.stream(sizes).asLongStream().sum();
    if (total != x.size(d) || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
      throw new ShapeException(
          "split: sizes "
              + Arrays.toString(sizes)
              + " must not be negative and must add up to "
              + x.size(d)
              + ", the size of dimension "
              + d
              + " of shape "
              + Arrays.toString(x.shape()));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(narrow(x, d, start, size));
      start += size;
    }
    return parts;
  }

  /** Parts of one size, the last one perhaps smaller; one empty part of an empty dimension. */
  public static List<Tensor> split(Tensor x, int size, int dimension) {
    int d = x.layout().dimension("split", dimension);
    if (size < 1) {
      throw new ShapeException("split: the size of the parts must be at least 1, got " + size);
    }
    int total = x.size(d);
    int parts = Math.max(1, (int) (((long) total + size - 1) / size));
    int[] sizes = new int[parts];
    Arrays.fill(sizes, size);
    sizes[parts - 1] = total - (parts - 1) * size;
    return split(x, sizes, d);
  }
}
