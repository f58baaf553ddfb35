package adjoint.autograd;

import adjoint.autograd.functions.Composite;
import adjoint.autograd.functions.Diagonal;
import adjoint.autograd.functions.Expand;
import adjoint.autograd.functions.Flip;
import adjoint.autograd.functions.Gather;
import adjoint.autograd.functions.IndexAdd;
import adjoint.autograd.functions.IndexSelect;
import adjoint.autograd.functions.MaskedSelect;
import adjoint.autograd.functions.Pad;
import adjoint.autograd.functions.Permute;
import adjoint.autograd.functions.Reshape;
import adjoint.autograd.functions.ScatterAdd;
import adjoint.autograd.functions.Select;
import adjoint.autograd.functions.Slice;
import adjoint.autograd.functions.Sort;
import adjoint.autograd.functions.TopK;
import adjoint.autograd.functions.Transpose;
import adjoint.tensor.Tensor;
import java.util.List;

/** Other shapes, parts and picks. */
public sealed interface ShapeMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /** Another shape with the same elements; one size may be -1. */
  default Variable reshape(int... shape) {
    return new Reshape(shape).apply(self());
  }

  /** Merges the dimensions from {@code first} to {@code last}, both included. */
  default Variable flatten(int first, int last) {
    return Composite.flatten(self(), first, last);
  }

  /** Exchanges two dimensions. */
  default Variable transpose(int a, int b) {
    return new Transpose(a, b).apply(self());
  }

  /** The matrix transpose: exchanges the last two dimensions. */
  default Variable t() {
    return new Transpose(-2, -1).apply(self());
  }

  /** Reorders the dimensions. */
  default Variable permute(int... dimensions) {
    return new Permute(dimensions).apply(self());
  }

  /** Repeats dimensions of size 1; -1 keeps a size. */
  default Variable expand(int... shape) {
    return new Expand(shape).apply(self());
  }

  /** Removes a dimension of size 1. */
  default Variable squeeze(int dimension) {
    return Composite.squeeze(self(), dimension);
  }

  /** Inserts a dimension of size 1. */
  default Variable unsqueeze(int dimension) {
    return Composite.unsqueeze(self(), dimension);
  }

  /**
   * Elements {@code start, start + step, ...} before {@code end}, as {@link
   * adjoint.tensor.ViewMethods#slice}.
   */
  default Variable slice(int dimension, int start, int end, int step) {
    return new Slice(dimension, start, end, step).apply(self());
  }

  /** Elements {@code start} to {@code end - 1} along a dimension. */
  default Variable slice(int dimension, int start, int end) {
    return new Slice(dimension, start, end, 1).apply(self());
  }

  /** {@code length} elements from {@code start}; unlike slice, out of range is an error. */
  default Variable narrow(int dimension, int start, int length) {
    return Composite.narrow(self(), dimension, start, length);
  }

  /** One index of a dimension, which disappears. */
  default Variable select(int dimension, int index) {
    return new Select(dimension, index).apply(self());
  }

  /** Reverses dimensions. */
  default Variable flip(int... dimensions) {
    return new Flip(dimensions).apply(self());
  }

  /** The main diagonal of the last two dimensions, as a last dimension. */
  default Variable diagonal() {
    return new Diagonal(0, -2, -1).apply(self());
  }

  /** The diagonal {@code offset} above the main one, of two dimensions, as a last dimension. */
  default Variable diagonal(int offset, int rows, int columns) {
    return new Diagonal(offset, rows, columns).apply(self());
  }

  /** Parts of the given sizes along a dimension. */
  default List<Variable> split(int[] sizes, int dimension) {
    return Composite.split(self(), sizes, dimension);
  }

  /** Surrounds with {@code value}; pairs (before, after) from the last dimension on. */
  default Variable pad(int[] amounts, double value) {
    return new Pad(amounts, value).apply(self());
  }

  /** Elements picked along a dimension, as {@link adjoint.tensor.IndexMethods#gather}. */
  default Variable gather(int dimension, Tensor index) {
    return new Gather(dimension, index).apply(self());
  }

  /** This plus {@code source} at the indices, as {@link adjoint.tensor.IndexMethods#scatterAdd}. */
  default Variable scatterAdd(int dimension, Tensor index, Variable source) {
    return new ScatterAdd(dimension, index).apply(self(), source);
  }

  /** Whole slices picked by a one-dimensional index. */
  default Variable indexSelect(int dimension, Tensor index) {
    return new IndexSelect(dimension, index).apply(self());
  }

  /** The elements where the mask is true, one-dimensional. */
  default Variable maskedSelect(Tensor mask) {
    return new MaskedSelect(mask).apply(self());
  }

  /** This with {@code value} where the mask is true. */
  default Variable maskedFill(Tensor mask, double value) {
    return Composite.maskedFill(self(), mask, value);
  }

  /** This plus the slices of {@code source} at the indices. */
  default Variable indexAdd(int dimension, Tensor index, Variable source) {
    return new IndexAdd(dimension, index).apply(self(), source);
  }

  /** Sorted along a dimension, stably; each gradient goes back to where its value came from. */
  default SortedValues sort(int dimension, boolean descending) {
    Variable[] outputs = new Sort(dimension, descending).applyAll(self());
    return new SortedValues(outputs[0], outputs[1].value());
  }

  /** The k largest (or smallest) along a dimension in sorted order; earlier ones win ties. */
  default SortedValues topk(int k, int dimension, boolean largest) {
    Variable[] outputs = new TopK(k, dimension, largest).applyAll(self());
    return new SortedValues(outputs[0], outputs[1].value());
  }
}
