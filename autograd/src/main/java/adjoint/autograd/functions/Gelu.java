package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The Gaussian error linear unit: {@code y = x P(x) with P(x) = (1 + erf(x / sqrt(2))) / 2}; {@code
 * gx = gy (P(x) + x p(x)) with p(x) = e^(-x^2 / 2) / sqrt(2 pi)}.
 */
public final class Gelu extends Function {
  /** Makes one application. */
  public Gelu() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x P(x) with P(x) = (1 + erf(x / sqrt(2))) / 2",
        "gx = gy (P(x) + x p(x)) with p(x) = e^(-x^2 / 2) / sqrt(2 pi)",
        "P is the normal distribution function, and dP = p(x) dx",
        "dy = P(x) dx + x dP = (P(x) + x p(x)) dx",
        "<gy, dy> = <gy (P(x) + x p(x)), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].gelu();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    Variable distribution = x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
    Variable density = x.square().mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
    return new Variable[] {gy.mul(distribution.add(x.mul(density)))};
  }
}
