package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.List;

/** Operations composed of others: they have no rule of their own. */
public final class Composite {
  private Composite() {}

  /** The variance: the sum of squared deviations from the mean, over {@code n - correction}. */
  public static Variable var(Variable x, int[] dimensions, int correction, boolean keep) {
    int divisor = Reduced.count(x.shape(), dimensions) - correction;
    Variable deviation = x.sub(x.mean(dimensions, true));
    return deviation.square().sum(dimensions, keep).div(divisor);
  }

  /**
   * The p-norm {@code (sum |x|^p)^(1/p)}, the largest magnitude for an infinite p. The gradient of
   * the norm of zeros, which has none, is 0.
   *
   * @throws IllegalArgumentException if p is below 1 or NaN
   */
  public static Variable norm(Variable x, double p, int... dimensions) {
    if (!(p >= 1)) {
      throw new IllegalArgumentException("norm: p is " + p + "; legal are numbers from 1 on");
    }
    if (p == 1) {
      return x.abs().sum(dimensions);
    }
    if (p == Double.POSITIVE_INFINITY) {
      return x.abs().max(dimensions, false);
    }
    Variable sum = (p == 2 ? x.square() : x.abs().pow(p)).sum(dimensions);
    Tensor zero = sum.value().eq(0);
    // The root of 0 has an infinite slope; a 1 in its place keeps NaN out of the reverse pass.
    Variable positive = Variable.where(zero, Broadcasting.constant(sum, 1), sum);
    return Selection.drop(p == 2 ? positive.sqrt() : positive.pow(1 / p), zero);
  }

  public static Variable flatten(Variable x, int first, int last) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable squeeze(Variable x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable unsqueeze(Variable x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static List<Variable> split(Variable x, int[] sizes, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable matmul(Variable a, Variable b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable conv2d(Variable x, Variable weight, Variable bias, Conv2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable concat(List<Variable> variables, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable stack(List<Variable> variables, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** {@link Where} of operands that broadcast. */
  public static Variable where(Tensor condition, Variable a, Variable b) {
    int[] shape = Layout.broadcast("where", a.shape(), b.shape());
    shape = Layout.broadcast("where", shape, condition.shape());
    Broadcasting.requireOneType("where", a, b);
    return new Where(condition.expand(shape))
        .apply(Broadcasting.expand(a, shape), Broadcasting.expand(b, shape));
  }
}
