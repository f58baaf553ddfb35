package adjoint.tensor;

import adjoint.tensor.ops.Views;
import java.util.List;

/**
 * Other ways to see the same storage. Every method returns a view that shares its storage, except
 * where it says that it may copy. Dimensions may be negative, counting from the end. An illegal
 * dimension, index or size throws {@link ShapeException}.
 */
public sealed interface ViewMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** Another shape with the same elements in row-major order; one size may be -1. */
  default Tensor view(int... shape) {
    return Views.view(self(), shape);
  }

  /** {@link #view} where the layout allows it, a reshaped copy otherwise. */
  default Tensor reshape(int... shape) {
    return Views.reshape(self(), shape);
  }

  /** All elements in one dimension; may copy. */
  default Tensor flatten() {
    return Views.reshape(self(), -1);
  }

  /** Merges the dimensions from {@code first} to {@code last}, both included; may copy. */
  default Tensor flatten(int first, int last) {
    return Views.flatten(self(), first, last);
  }

  /** Exchanges two dimensions. */
  default Tensor transpose(int a, int b) {
    return Views.transpose(self(), a, b);
  }

  /** The matrix transpose: exchanges the last two dimensions. */
  default Tensor t() {
    return Views.transpose(self(), -2, -1);
  }

  /** Reorders the dimensions: dimension d of the result is {@code dimensions[d]} of this. */
  default Tensor permute(int... dimensions) {
    return Views.permute(self(), dimensions);
  }

  /** Repeats dimensions of size 1 by stride 0; -1 keeps a size; new dimensions come first. */
  default Tensor expand(int... shape) {
    return Views.expand(self(), shape);
  }

  /** Removes every dimension of size 1. */
  default Tensor squeeze() {
    return Views.squeeze(self());
  }

  /** Removes one dimension if its size is 1; otherwise returns this tensor's view unchanged. */
  default Tensor squeeze(int dimension) {
    return Views.squeeze(self(), dimension);
  }

  /**
   * Inserts a dimension of size 1 before {@code dimension} (0 to rank, or negative from the end).
   */
  default Tensor unsqueeze(int dimension) {
    return Views.unsqueeze(self(), dimension);
  }

  /**
   * Elements {@code start, start + step, ...} before {@code end} along a dimension. Bounds may be
   * negative (from the end) and are clipped as in Python; a negative step walks backwards.
   */
  default Tensor slice(int dimension, int start, int end, int step) {
    return Views.slice(self(), dimension, start, end, step);
  }

  /** Elements {@code start} to {@code end - 1} along a dimension. */
  default Tensor slice(int dimension, int start, int end) {
    return Views.slice(self(), dimension, start, end, 1);
  }

  /** {@code length} elements from {@code start}; unlike slice, out of range is an error. */
  default Tensor narrow(int dimension, int start, int length) {
    return Views.narrow(self(), dimension, start, length);
  }

  /** One index of a dimension, which disappears. */
  default Tensor select(int dimension, int index) {
    return Views.select(self(), dimension, index);
  }

  /** Reverses dimensions by negative strides. */
  default Tensor flip(int... dimensions) {
    return Views.flip(self(), dimensions);
  }

  /** The main diagonal of the last two dimensions, as a last dimension. */
  default Tensor diagonal() {
    return Views.diagonal(self(), 0, -2, -1);
  }

  /** The diagonal {@code offset} above the main one, of two dimensions, as a last dimension. */
  default Tensor diagonal(int offset, int rows, int columns) {
    return Views.diagonal(self(), offset, rows, columns);
  }

  /** Parts of the given sizes along a dimension; the sizes must add up. */
  default List<Tensor> split(int[] sizes, int dimension) {
    return Views.split(self(), sizes, dimension);
  }

  /** Parts of {@code size}, the last one perhaps smaller, along a dimension. */
  default List<Tensor> split(int size, int dimension) {
    return Views.split(self(), size, dimension);
  }
}
