package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The error function: {@code y = 2 / sqrt(pi) * integral of e^(-t^2) from 0 to x}; {@code gx = gy 2
 * / sqrt(pi) e^(-x^2)}.
 */
public final class Erf extends Function {
  /** Makes one application. */
  public Erf() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 2 / sqrt(pi) integral from 0 to x of e^(-t^2) dt",
        "gx = gy 2 / sqrt(pi) e^(-x^2)",
        "the derivative of an integral by its upper end is the integrand there",
        "dy = 2 / sqrt(pi) e^(-x^2) dx",
        "<gy, dy> = <gy 2 / sqrt(pi) e^(-x^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].erf();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).square().neg().exp()).mul(2 / Math.sqrt(Math.PI))};
  }
}
