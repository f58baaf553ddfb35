package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The hyperbolic tangent: {@code y = tanh(x)}; {@code gx = gy (1 - y^2)}. */
public final class Tanh extends Function {
  /** Makes one application. */
  public Tanh() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = tanh(x)",
        "gx = gy (1 - y^2)",
        "y = sinh(x) / cosh(x), so dy = (cosh(x)^2 - sinh(x)^2) / cosh(x)^2 dx",
        "dy = (1 - y^2) dx",
        "<gy, dy> = <gy (1 - y^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].tanh();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output().square().neg().add(1))};
  }
}
