package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The tangent: {@code y = tan(x)}; {@code gx = gy (1 + y^2)}. */
public final class Tan extends Function {
  /** Makes one application. */
  public Tan() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = tan(x)",
        "gx = gy (1 + y^2)",
        "y = sin(x) / cos(x), so dy = (cos(x)^2 + sin(x)^2) / cos(x)^2 dx",
        "dy = (1 + y^2) dx",
        "<gy, dy> = <gy (1 + y^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].tan();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output().square().add(1))};
  }
}
