package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The logistic function: {@code y = 1 / (1 + e^-x)}; {@code gx = gy y (1 - y)}. */
public final class Sigmoid extends Function {
  /** Makes one application. */
  public Sigmoid() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 1 / (1 + e^-x)",
        "gx = gy y (1 - y)",
        "1 / y = 1 + e^-x, so -dy / y^2 = -e^-x dx",
        "e^-x = 1 / y - 1, so dy = y^2 (1 / y - 1) dx = y (1 - y) dx",
        "<gy, dy> = <gy y (1 - y), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].sigmoid();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable y = output();
    return new Variable[] {gy.mul(y.mul(y.neg().add(1)))};
  }
}
