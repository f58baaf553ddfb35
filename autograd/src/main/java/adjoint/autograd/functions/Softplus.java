package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The smooth rectifier: {@code y = log(1 + e^x)}; {@code gx = gy / (1 + e^-x)}. */
public final class Softplus extends Function {
  /** Makes one application. */
  public Softplus() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = log(1 + e^x)",
        "gx = gy / (1 + e^-x)",
        "dy = e^x / (1 + e^x) dx = 1 / (1 + e^-x) dx, the logistic function",
        "<gy, dy> = <gy / (1 + e^-x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].softplus();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).sigmoid())};
  }
}
