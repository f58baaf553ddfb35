package adjoint.tensor;

import adjoint.tensor.backend.ReduceOp;
import adjoint.tensor.ops.Reductions;

/**
 * Sums, means, extremes and other summaries over some or all dimensions.
 *
 * <p>Every method takes the dimensions to reduce (negative ones count from the end; none given
 * means all), and where it exists {@code keep}: whether a reduced dimension stays as size 1.
 * Floating sums are accumulated in double precision in one fixed order, so the result does not
 * depend on layout, thread count or vector width. Half types throw {@link DTypeException}, a
 * dimension that is out of range or named twice {@link ShapeException}.
 */
public sealed interface ReductionMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The sum; integers and truth values sum to I64. Empty: 0. */
  default Tensor sum(int... dimensions) {
    return Reductions.reduce(ReduceOp.SUM, self(), dimensions, false);
  }

  /** The sum, see {@link #sum(int...)}. */
  default Tensor sum(int[] dimensions, boolean keep) {
    return Reductions.reduce(ReduceOp.SUM, self(), dimensions, keep);
  }

  /** Sums the dimensions along which this was broadcast from {@code shape}; the result has it. */
  default Tensor sumTo(int... shape) {
    return Reductions.sumTo(self(), shape);
  }

  /** The arithmetic mean; integers as F32. Empty: NaN. */
  default Tensor mean(int... dimensions) {
    return Reductions.mean(self(), dimensions, false);
  }

  /** The arithmetic mean, see {@link #mean(int...)}. */
  default Tensor mean(int[] dimensions, boolean keep) {
    return Reductions.mean(self(), dimensions, keep);
  }

  /** The product; integers and truth values multiply to I64. Empty: 1. */
  default Tensor prod(int... dimensions) {
    return Reductions.reduce(ReduceOp.PROD, self(), dimensions, false);
  }

  /** The product, see {@link #prod(int...)}. */
  default Tensor prod(int[] dimensions, boolean keep) {
    return Reductions.reduce(ReduceOp.PROD, self(), dimensions, keep);
  }

  /** The largest element, NaN if there is one. Empty: {@link ShapeException}. */
  default Tensor max(int... dimensions) {
    return Reductions.reduce(ReduceOp.MAX, self(), dimensions, false);
  }

  /** The largest element, see {@link #max(int...)}. */
  default Tensor max(int[] dimensions, boolean keep) {
    return Reductions.reduce(ReduceOp.MAX, self(), dimensions, keep);
  }

  /** The smallest element, NaN if there is one. Empty: {@link ShapeException}. */
  default Tensor min(int... dimensions) {
    return Reductions.reduce(ReduceOp.MIN, self(), dimensions, false);
  }

  /** The smallest element, see {@link #min(int...)}. */
  default Tensor min(int[] dimensions, boolean keep) {
    return Reductions.reduce(ReduceOp.MIN, self(), dimensions, keep);
  }

  /** I64 index of the first largest element (the first NaN, if there is one) along a dimension. */
  default Tensor argmax(int dimension, boolean keep) {
    return Reductions.argReduce(true, self(), dimension, keep);
  }

  /** I64 index of the first smallest element (the first NaN, if there is one) along a dimension. */
  default Tensor argmin(int dimension, boolean keep) {
    return Reductions.argReduce(false, self(), dimension, keep);
  }

  /** I64 scalar: row-major index of the first largest element of the whole tensor. */
  default Tensor argmax() {
    return self().flatten().argmax(0, false);
  }

  /** I64 scalar: row-major index of the first smallest element of the whole tensor. */
  default Tensor argmin() {
    return self().flatten().argmin(0, false);
  }

  /** BOOL: whether any element is true; BOOL tensors only. */
  default Tensor any(int... dimensions) {
    return Reductions.anyOrAll(true, self(), dimensions);
  }

  /** BOOL: whether all elements are true; BOOL tensors only. */
  default Tensor all(int... dimensions) {
    return Reductions.anyOrAll(false, self(), dimensions);
  }

  /**
   * The variance: mean squared deviation from the mean, with the divisor {@code n - correction}
   * (correction 0: biased; 1: unbiased).
   */
  default Tensor var(int[] dimensions, int correction, boolean keep) {
    return Reductions.var(self(), dimensions, correction, keep);
  }

  /** The p-norm {@code (sum |x|^p)^(1/p)}; p may be infinite. */
  default Tensor norm(double p, int... dimensions) {
    return Reductions.norm(self(), p, dimensions, false);
  }

  /** The Euclidean norm of all elements. */
  default Tensor norm() {
    return Reductions.norm(self(), 2, new int[0], false);
  }

  /** {@code log(sum(e^x))}, without overflow. */
  default Tensor logSumExp(int[] dimensions, boolean keep) {
    return Reductions.logSumExp(self(), dimensions, keep);
  }

  /** {@code e^x / sum(e^x)} along a dimension, without overflow. */
  default Tensor softmax(int dimension) {
    return Reductions.softmax(self(), dimension);
  }

  /** {@code log(softmax(x))} along a dimension, without overflow. */
  default Tensor logSoftmax(int dimension) {
    return Reductions.logSoftmax(self(), dimension);
  }

  /** Running sums along a dimension; integers and truth values sum to I64. */
  default Tensor cumsum(int dimension) {
    return Reductions.cumsum(self(), dimension);
  }
}
