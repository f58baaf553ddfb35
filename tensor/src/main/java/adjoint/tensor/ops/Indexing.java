package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/** Elements picked by index or by mask; see {@link adjoint.tensor.IndexMethods}. */
public final class Indexing {
  private Indexing() {}

  /** See {@link adjoint.tensor.IndexMethods#gather}. */
  public static Tensor gather(Tensor x, int dimension, Tensor index) {
    int axis = x.layout().dimension("gather", dimension);
    requireFit("gather", x, axis, index);
    int[] positions = positions("gather", x.layout(), axis, index);
    return Elements.take(x.storage(), positions, index.shape());
  }

  /** See {@link adjoint.tensor.IndexMethods#scatterAdd}. */
  public static Tensor scatterAdd(Tensor x, int dimension, Tensor index, Tensor source) {
    int axis = x.layout().dimension("scatterAdd", dimension);
    requireFit("scatterAdd", x, axis, index);
    requireAddable("scatterAdd", x, source);
    if (!source.layout().sameShape(index.layout())) {
      throw new ShapeException(
          "scatterAdd: the source must have the index's shape "
              + Checks.show(index.shape())
              + ", but has "
              + Checks.show(source.shape()));
    }
    Tensor out = x.copy();
    int[] positions = positions("scatterAdd", out.layout(), axis, index);
    int[] sources = Elements.storageIndices(source.layout());
    Elements.add(source.storage(), sources, out.storage(), positions);
    return out;
  }

  /** See {@link adjoint.tensor.IndexMethods#indexSelect}. */
  public static Tensor indexSelect(Tensor x, int dimension, Tensor index) {
    int axis = x.layout().dimension("indexSelect", dimension);
    int[] slices = slices("indexSelect", x, axis, index);
    int[] shape = x.shape();
    shape[axis] = slices.length;
    Tensor out = Tensor.zeros(x.dtype(), shape);
    if (out.elementCount() == 0) {
      return out;
    }
    Tensor from = x.contiguous();
    int inner = inner(x, axis);
    int size = x.size(axis);
    int outer = from.elementCount() / (inner * size);
    int target = 0;
    for (int o = 0; o < outer; o++) {
      int base = from.layout().offset() + o * size * inner;
      for (int slice : slices) {
        Elements.copy(from.storage(), base + slice * inner, out.storage(), target, inner);
        target += inner;
      }
    }
    return out;
  }

  /** See {@link adjoint.tensor.IndexMethods#indexAdd}. */
  public static Tensor indexAdd(Tensor x, int dimension, Tensor index, Tensor source) {
    int axis = x.layout().dimension("indexAdd", dimension);
    requireAddable("indexAdd", x, source);
    int[] slices = slices("indexAdd", x, axis, index);
    int[] expected = x.shape();
    expected[axis] = slices.length;
    if (!Arrays.equals(source.shape(), expected)) {
      throw new ShapeException(
          "indexAdd: for shape "
              + Checks.show(x.shape())
              + " and "
              + slices.length
              + " indices of dimension "
              + axis
              + " the source must have shape "
              + Checks.show(expected)
              + ", but has "
              + Checks.show(source.shape()));
    }
    Tensor out = x.copy();
    int[] targets = new int[source.elementCount()];
    int inner = inner(x, axis);
    for (int i = 0; i < targets.length; i++) {
      int slice = i / inner;
      int outer = slice / slices.length;
      targets[i] = (outer * x.size(axis) + slices[slice % slices.length]) * inner + i % inner;
    }
    int[] sources = Elements.storageIndices(source.layout());
    Elements.add(source.storage(), sources, out.storage(), targets);
    return out;
  }

  /** Elements of one slice: the product of the sizes after the axis. */
  private static int inner(Tensor x, int axis) {
    int inner = 1;
    for (int d = axis + 1; d < x.rank(); d++) {
      inner *= x.size(d);
    }
    return inner;
  }

  /** See {@link adjoint.tensor.IndexMethods#maskedSelect}. */
  public static Tensor maskedSelect(Tensor x, Tensor mask) {
    if (mask.dtype() != DType.BOOL) {
      throw new DTypeException("maskedSelect: the mask must be BOOL, but has type " + mask.dtype());
    }
    int[] shape = Layout.broadcast("maskedSelect", x.shape(), mask.shape());
    int[] elements = Elements.storageIndices(x.layout().expand("maskedSelect", shape));
    int[] flags = Elements.storageIndices(mask.layout().expand("maskedSelect", shape));
    byte[] bits = mask.storage().bytes();
    int count = 0;
    for (int i = 0; i < flags.length; i++) {
      if (bits[flags[i]] != 0) {
        elements[count++] = elements[i];
      }
    }
    return Elements.take(x.storage(), Arrays.copyOf(elements, count), count);
  }

  /** See {@link adjoint.tensor.IndexMethods#nonzero}. */
  public static Tensor nonzero(Tensor x) {
    int[] elements = Elements.storageIndices(x.layout());
    Storage storage = x.storage();
    int count = 0;
    for (int i = 0; i < elements.length; i++) {
      if (storage.getDouble(elements[i]) != 0) {
        elements[count++] = i;
      }
    }
    int rank = x.rank();
    int[] shape = x.shape();
    Tensor out = Tensor.zeros(DType.I64, count, rank);
    long[] indices = out.storage().longs();
    for (int n = 0; n < count; n++) {
      int rest = elements[n];
      for (int d = rank - 1; d >= 0; d--) {
        indices[n * rank + d] = rest % shape[d];
        rest /= shape[d];
      }
    }
    return out;
  }

  // ---- checks and positions -------------------------------------------------------------------

  private static void requireFit(String operation, Tensor x, int axis, Tensor index) {
    Checks.indices(operation, index);
    boolean fits = index.rank() == x.rank();
    String where = "";
    for (int d = 0; fits && d < x.rank(); d++) {
      if (d != axis && index.size(d) > x.size(d)) {
        fits = false;
        where = " at dimension " + d + " (" + index.size(d) + " against " + x.size(d) + ")";
      }
    }
    if (!fits) {
      throw new ShapeException(
          operation
              + ": the index of shape "
              + Checks.show(index.shape())
              + " does not fit shape "
              + Checks.show(x.shape())
              + where
              + "; it must have equally many dimensions and, outside dimension "
              + axis
              + ", no larger sizes");
    }
  }

  private static void requireAddable(String operation, Tensor x, Tensor source) {
    x.dtype().requireComputable(operation);
    if (x.dtype() == DType.BOOL) {
      throw new DTypeException(
          operation + ": truth values cannot be added; convert with to(DType.I64) first");
    }
    Checks.sameType(operation, "the tensor", x, "the source", source);
  }

  /** For each element of the index the storage index that it points to. */
  private static int[] positions(String operation, Layout layout, int axis, Tensor index) {
    // Stride 0 along the axis: what remains is where the line begins.
    int[] strides = layout.strides();
    strides[axis] = 0;
    int[] lines = Elements.storageIndices(Layout.of(index.shape(), strides, layout.offset()));
    int[] at = Elements.storageIndices(index.layout());
    int stride = layout.stride(axis);
    int size = layout.size(axis);
    for (int i = 0; i < lines.length; i++) {
      long picked = index.storage().getLong(at[i]);
      if (picked < 0 || picked >= size) {
        throw outOfRange(operation, picked, place(index.shape(), i), axis, layout);
      }
      lines[i] += (int) picked * stride;
    }
    return lines;
  }

  /** The elements of a one-dimensional index, checked. */
  private static int[] slices(String operation, Tensor x, int axis, Tensor index) {
    Checks.indices(operation, index);
    if (index.rank() != 1) {
      throw new ShapeException(
          operation
              + ": the index must have one dimension, but has shape "
              + Checks.show(index.shape()));
    }
    int[] slices = Elements.storageIndices(index.layout());
    for (int i = 0; i < slices.length; i++) {
      long picked = index.storage().getLong(slices[i]);
      if (picked < 0 || picked >= x.size(axis)) {
        throw outOfRange(operation, picked, new int[] {i}, axis, x.layout());
      }
      slices[i] = (int) picked;
    }
    return slices;
  }

  private static int[] place(int[] shape, int position) {
    int[] place = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      place[d] = rest % shape[d];
      rest /= shape[d];
    }
    return place;
  }

  private static ShapeException outOfRange(
      String operation, long picked, int[] place, int axis, Layout layout) {
    int size = layout.size(axis);
    return new ShapeException(
        operation
            + ": index "
            + picked
            + " at "
            + Checks.show(place)
            + " is out of range for dimension "
            + axis
            + " of shape "
            + Checks.show(layout.shape())
            + (size == 0 ? ", which is empty" : "; legal are 0 to " + (size - 1)));
  }
}
