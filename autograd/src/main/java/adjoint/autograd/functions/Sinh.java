package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The hyperbolic sine: {@code y = sinh(x)}; {@code gx = gy cosh(x)}. */
public final class Sinh extends Function {
  /** Makes one application. */
  public Sinh() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = sinh(x)",
        "gx = gy cosh(x)",
        "y = (e^x - e^-x) / 2, so dy = (e^x + e^-x) / 2 dx = cosh(x) dx",
        "<gy, dy> = <gy cosh(x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].sinh();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).cosh())};
  }
}
