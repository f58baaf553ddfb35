package adjoint.tensor;

import adjoint.tensor.ops.Indexing;
import adjoint.tensor.ops.Joining;
import adjoint.tensor.ops.Sorting;

/**
 * Elements picked by index or by mask, padding and sorting. Index tensors are I64 or I32; an index
 * outside its dimension throws {@link ShapeException} naming it (negative ones are not wrapped).
 */
public sealed interface IndexMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * {@code out[i][j][k] = this[index[i][j][k]][j][k]} for dimension 0, likewise for the others. The
   * index has this rank and, outside {@code dimension}, sizes not above this tensor's.
   */
  default Tensor gather(int dimension, Tensor index) {
    return Indexing.gather(self(), dimension, index);
  }

  /**
   * A copy of this with {@code source} added at the places that {@link #gather} would read: {@code
   * out[index[i][j][k]][j][k] += source[i][j][k]} for dimension 0. Added in row-major order of the
   * source, so that the sum of several has fixed bits.
   */
  default Tensor scatterAdd(int dimension, Tensor index, Tensor source) {
    return Indexing.scatterAdd(self(), dimension, index, source);
  }

  /** Whole slices picked by a one-dimensional index, in its order. */
  default Tensor indexSelect(int dimension, Tensor index) {
    return Indexing.indexSelect(self(), dimension, index);
  }

  /** A copy of this with the slices of {@code source} added at the indices; see indexSelect. */
  default Tensor indexAdd(int dimension, Tensor index, Tensor source) {
    return Indexing.indexAdd(self(), dimension, index, source);
  }

  /** The elements where the broadcast BOOL mask is true, in row-major order, one-dimensional. */
  default Tensor maskedSelect(Tensor mask) {
    return Indexing.maskedSelect(self(), mask);
  }

  /** This with {@code value} where the broadcast BOOL mask is true. */
  default Tensor maskedFill(Tensor mask, double value) {
    return Tensor.where(mask, Tensor.scalar(self().dtype(), value), self());
  }

  /** I64, n x rank: the indices of the elements that are not 0, in row-major order. */
  default Tensor nonzero() {
    return Indexing.nonzero(self());
  }

  /**
   * Surrounds with {@code value}. {@code amounts} are pairs (before, after), the first pair for the
   * last dimension, the next for the one before it, and so on; negative amounts cut.
   */
  default Tensor pad(int[] amounts, double value) {
    return Joining.pad(self(), amounts, value);
  }

  /** Sorted along a dimension, stably; NaN counts as the largest. */
  default ValuesAndIndices sort(int dimension, boolean descending) {
    return Sorting.sort(self(), dimension, descending);
  }

  /** The k largest (or smallest) along a dimension in sorted order; earlier ones win ties. */
  default ValuesAndIndices topk(int k, int dimension, boolean largest) {
    return Sorting.topk(self(), k, dimension, largest);
  }
}
