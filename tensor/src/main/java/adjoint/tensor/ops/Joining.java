package adjoint.tensor.ops;

import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Concatenation, stacking and padding. */
public final class Joining {
  private Joining() {}

  /** See {@link Tensor#concat}. */
  public static Tensor concat(List<Tensor> tensors, int dimension) {
    requireSome("concat", tensors);
    Tensor first = tensors.get(0);
    int axis = first.layout().dimension("concat", dimension);
    int[] shape = first.shape();
    long length = 0;
    for (int t = 0; t < tensors.size(); t++) {
      requireMatch(tensors, t, axis);
      length += tensors.get(t).size(axis);
    }
    if (length > Integer.MAX_VALUE) {
      throw new ShapeException(
          "concat: sizes along dimension " + axis + " add up to " + length + ", above 2^31 - 1");
    }
    shape[axis] = (int) length;
    Tensor out = Creation.result(first.dtype(), shape);
    int start = 0;
    for (Tensor tensor : tensors) {
      Elements.copy(tensor, part(out, axis, start, tensor.shape()));
      start += tensor.size(axis);
    }
    return out;
  }

  /** The region of {@code shape} that begins at {@code start} along one dimension. */
  private static Tensor part(Tensor whole, int axis, int start, int[] shape) {
    Layout layout = whole.layout();
    int offset = layout.offset() + start * layout.stride(axis);
    boolean empty = Layout.elementCount(shape) == 0;
    return Tensor.of(
        whole.storage(), Layout.of(shape, layout.strides(), empty ? layout.offset() : offset));
  }

  private static void requireMatch(List<Tensor> tensors, int t, int axis) {
    Tensor first = tensors.get(0);
    Tensor tensor = tensors.get(t);
    requireType("concat", first, tensor, t);
    boolean fits = tensor.rank() == first.rank();
    String where = "";
    for (int d = 0; fits && d < first.rank(); d++) {
      if (d != axis && tensor.size(d) != first.size(d)) {
        fits = false;
        where = " at dimension " + d + " (" + first.size(d) + " against " + tensor.size(d) + ")";
      }
    }
    if (!fits) {
      throw new ShapeException(
          "concat: shapes "
              + Checks.show(first.shape())
              + " and "
              + Checks.show(tensor.shape())
              + " (tensors 0 and "
              + t
              + ") differ"
              + (where.isEmpty() ? " in their number of dimensions" : where)
              + "; only dimension "
              + axis
              + " may differ");
    }
  }

  /** See {@link Tensor#stack}. */
  public static Tensor stack(List<Tensor> tensors, int dimension) {
    requireSome("stack", tensors);
    Tensor first = tensors.get(0);
    int rank = first.rank() + 1;
    int axis = dimension < 0 ? dimension + rank : dimension;
    if (axis < 0 || axis >= rank) {
      throw new ShapeException(
          "stack: new dimension "
              + dimension
              + " is out of range for shape "
              + Checks.show(first.shape())
              + "; legal are "
              + -rank
              + " to "
              + (rank - 1));
    }
    List<Tensor> slices = new ArrayList<>();
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      requireType("stack", first, tensor, t);
      if (!tensor.layout().sameShape(first.layout())) {
        throw new ShapeException(
            "stack: shapes must be equal, got "
                + Checks.show(first.shape())
                + " and "
                + Checks.show(tensor.shape())
                + " (tensors 0 and "
                + t
                + ")");
      }
      slices.add(tensor.unsqueeze(axis));
    }
    return concat(slices, axis);
  }

  private static void requireSome(String operation, List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      throw new ShapeException(operation + ": the list is empty; at least one tensor is needed");
    }
  }

  private static void requireType(String operation, Tensor first, Tensor tensor, int t) {
    if (tensor.dtype() != first.dtype()) {
      throw new DTypeException(
          operation
              + ": all tensors must have one type, but tensor 0 has "
              + first.dtype()
              + " and tensor "
              + t
              + " has "
              + tensor.dtype());
    }
  }

  /** See {@link adjoint.tensor.IndexMethods#pad}. */
  public static Tensor pad(Tensor x, int[] amounts, double value) {
    requirePairs(x, amounts);
    int rank = x.rank();
    int[] shape = x.shape();
    int[] common = x.shape();
    int from = x.layout().offset();
    int to = 0;
    Layout source = x.layout();
    for (int d = 0; d < rank; d++) {
      shape[d] = paddedSize(x, amounts, d);
    }
    Tensor out = value == 0 ? Tensor.zeros(x.dtype(), shape) : Tensor.full(x.dtype(), value, shape);
    for (int d = 0; d < rank; d++) {
      int before = before(amounts, rank, d);
      int first = Math.max(0, before);
      common[d] = Math.max(0, (int) Math.min(shape[d], (long) before + source.size(d)) - first);
      from += (first - before) * source.stride(d);
      to += first * out.layout().stride(d);
    }
    if (Layout.elementCount(common) > 0) {
      Elements.copy(
          Tensor.of(x.storage(), Layout.of(common, source.strides(), from)),
          Tensor.of(out.storage(), Layout.of(common, out.layout().strides(), to)));
    }
    return out;
  }

  private static int before(int[] amounts, int rank, int dimension) {
    int pair = 2 * (rank - 1 - dimension);
    return pair < amounts.length ? amounts[pair] : 0;
  }

  private static int paddedSize(Tensor x, int[] amounts, int dimension) {
    int pair = 2 * (x.rank() - 1 - dimension);
    if (pair >= amounts.length) {
      return x.size(dimension);
    }
    long size = (long) x.size(dimension) + amounts[pair] + amounts[pair + 1];
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new ShapeException(
          "pad: dimension "
              + dimension
              + " of shape "
              + Checks.show(x.shape())
              + " would get size "
              + size
              + " by the amounts "
              + amounts[pair]
              + " before and "
              + amounts[pair + 1]
              + " after; legal are sizes from 0 to 2^31 - 1");
    }
    return (int) size;
  }

  private static void requirePairs(Tensor x, int[] amounts) {
    if (amounts.length % 2 != 0 || amounts.length > 2 * x.rank()) {
      throw new ShapeException(
          "pad: amounts must be pairs (before, after), at most one per dimension; got "
              + amounts.length
              + " numbers for shape "
              + Checks.show(x.shape()));
    }
  }
}
