package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;

/**
 * The transpose of {@link AvgPool2d}: every element collects its share of each window that it lies
 * in. AvgPool2d is its gradient.
 */
public final class AvgPool2dGradient extends Function {
  private final int[] inputShape;
  private final Pool2dOptions options;
  private final boolean countPadding;

  /** To {@code inputShape}; the other arguments are those of {@link AvgPool2d}. */
  public AvgPool2dGradient(int[] inputShape, Pool2dOptions options, boolean countPadding) {
    this.inputShape = inputShape.clone();
    this.options = options;
    this.countPadding = countPadding;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "v[p] = sum over k with p in window k of g[k] / m[k], m[k] being the size of the window",
        "gg[k] = (1 / m[k]) sum over p in window k of gv[p]",
        "dv[p] = sum over k with p in window k of dg[k] / m[k]",
        "<gv, dv> = sum over p, k with p in window k of gv[p] / m[k] dg[k]; collect by k");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].avgPool2dGradient(inputShape, options, countPadding);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.avgPool2d(options, countPadding)};
  }
}
