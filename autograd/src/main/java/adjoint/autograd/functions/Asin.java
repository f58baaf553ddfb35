package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The inverse sine: {@code y = asin(x)}; {@code gx = gy / sqrt(1 - x^2)}.
 *
 * <p>At -1 and 1 the gradient is infinite.
 */
public final class Asin extends Function {
  /** Makes one application. */
  public Asin() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = asin(x)",
        "gx = gy / sqrt(1 - x^2)",
        "sin(y) = x, so cos(y) dy = dx",
        "cos(y) = sqrt(1 - x^2), positive for y from -pi/2 to pi/2",
        "<gy, dy> = <gy / sqrt(1 - x^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].asin();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).square().neg().add(1).rsqrt())};
  }
}
