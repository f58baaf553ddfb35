package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The hyperbolic cosine: {@code y = cosh(x)}; {@code gx = gy sinh(x)}. */
public final class Cosh extends Function {
  /** Makes one application. */
  public Cosh() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = cosh(x)",
        "gx = gy sinh(x)",
        "y = (e^x + e^-x) / 2, so dy = (e^x - e^-x) / 2 dx = sinh(x) dx",
        "<gy, dy> = <gy sinh(x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].cosh();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).sinh())};
  }
}
