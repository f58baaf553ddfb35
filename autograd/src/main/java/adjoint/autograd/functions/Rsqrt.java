package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The reciprocal of the square root: {@code y = 1 / sqrt(x)}; {@code gx = -gy y^3 / 2}. */
public final class Rsqrt extends Function {
  /** Makes one application. */
  public Rsqrt() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 1 / sqrt(x)",
        "gx = -gy y^3 / 2",
        "x y^2 = 1, so dx y^2 + 2 x y dy = 0",
        "dy = -y dx / (2 x) = -y^3 dx / 2",
        "<gy, dy> = <-gy y^3 / 2, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].rsqrt();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output().square().mul(output())).mul(-0.5)};
  }
}
