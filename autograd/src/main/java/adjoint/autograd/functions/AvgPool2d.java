package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;

/**
 * The mean of each window: {@code y[k] = sum of x[p] over window k / m[k]}, where m[k] is the size
 * of the window, without its padding unless that counts.
 */
public final class AvgPool2d extends Function {
  private final Pool2dOptions options;
  private final boolean countPadding;

  /** Pools N x C x H x W; padding counts as zeros if {@code countPadding}. */
  public AvgPool2d(Pool2dOptions options, boolean countPadding) {
    this.options = options;
    this.countPadding = countPadding;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = (1 / m[k]) sum over p in window k of x[p], m[k] being the size of the window",
        "gx[p] = sum over k with p in window k of gy[k] / m[k]",
        "dy[k] = (1 / m[k]) sum over p in window k of dx[p]",
        "<gy, dy> = sum over k, p in window k of gy[k] / m[k] dx[p]; collect by p");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].avgPool2d(options, countPadding);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new AvgPool2dGradient(inputShape(0), options, countPadding).apply(gy)};
  }
}
