package adjoint.autograd;

import adjoint.autograd.functions.Composite;
import adjoint.autograd.functions.Cumsum;
import adjoint.autograd.functions.LogSoftmax;
import adjoint.autograd.functions.LogSumExp;
import adjoint.autograd.functions.Max;
import adjoint.autograd.functions.Mean;
import adjoint.autograd.functions.Min;
import adjoint.autograd.functions.Prod;
import adjoint.autograd.functions.Softmax;
import adjoint.autograd.functions.Sum;
import adjoint.autograd.functions.SumTo;

/** Sums, means and other summaries. */
public sealed interface ReduceMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /** The sum over some or, if none is named, all dimensions. */
  default Variable sum(int... dimensions) {
    return new Sum(dimensions, false).apply(self());
  }

  /** The sum; {@code keep} leaves reduced dimensions as size 1. */
  default Variable sum(int[] dimensions, boolean keep) {
    return new Sum(dimensions, keep).apply(self());
  }

  /** Sums the dimensions along which this was broadcast from {@code shape}. */
  default Variable sumTo(int... shape) {
    return new SumTo(shape).apply(self());
  }

  /** The mean over some or, if none is named, all dimensions. */
  default Variable mean(int... dimensions) {
    return new Mean(dimensions, false).apply(self());
  }

  /** The mean; {@code keep} leaves reduced dimensions as size 1. */
  default Variable mean(int[] dimensions, boolean keep) {
    return new Mean(dimensions, keep).apply(self());
  }

  /** The product; its gradient is right where elements are 0, too. */
  default Variable prod(int... dimensions) {
    return new Prod(dimensions, false).apply(self());
  }

  /** The product; {@code keep} leaves reduced dimensions as size 1. */
  default Variable prod(int[] dimensions, boolean keep) {
    return new Prod(dimensions, keep).apply(self());
  }

  /** The largest element; equal winners share the gradient equally. */
  default Variable max(int[] dimensions, boolean keep) {
    return new Max(dimensions, keep).apply(self());
  }

  /** The smallest element; equal winners share the gradient equally. */
  default Variable min(int[] dimensions, boolean keep) {
    return new Min(dimensions, keep).apply(self());
  }

  /** The variance with the divisor {@code n - correction}. */
  default Variable var(int[] dimensions, int correction, boolean keep) {
    return Composite.var(self(), dimensions, correction, keep);
  }

  /** The p-norm, p at least 1; p may be infinite. The gradient at zeros is 0. */
  default Variable norm(double p, int... dimensions) {
    return Composite.norm(self(), p, dimensions);
  }

  /** {@code log(sum(e^x))}, without overflow. */
  default Variable logSumExp(int[] dimensions, boolean keep) {
    return new LogSumExp(dimensions, keep).apply(self());
  }

  /** {@code e^x / sum(e^x)} along a dimension. */
  default Variable softmax(int dimension) {
    return new Softmax(dimension).apply(self());
  }

  /** {@code log(softmax(x))} along a dimension. */
  default Variable logSoftmax(int dimension) {
    return new LogSoftmax(dimension).apply(self());
  }

  /** Running sums along a dimension. */
  default Variable cumsum(int dimension) {
    return new Cumsum(dimension).apply(self());
  }
}
