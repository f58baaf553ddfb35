package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The inverse cosine: {@code y = acos(x)}; {@code gx = -gy / sqrt(1 - x^2)}.
 *
 * <p>At -1 and 1 the gradient is infinite.
 */
public final class Acos extends Function {
  /** Makes one application. */
  public Acos() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = acos(x)",
        "gx = -gy / sqrt(1 - x^2)",
        "cos(y) = x, so -sin(y) dy = dx",
        "sin(y) = sqrt(1 - x^2), positive for y from 0 to pi",
        "<gy, dy> = <-gy / sqrt(1 - x^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].acos();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).square().neg().add(1).rsqrt()).neg()};
  }
}
