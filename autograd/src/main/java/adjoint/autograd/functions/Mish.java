package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The self-regularised unit of Misra (2019): {@code y = x t with t = tanh(log(1 + e^x))}; {@code gx
 * = gy (t + x s (1 - t^2)) with s = 1 / (1 + e^-x)}.
 */
public final class Mish extends Function {
  /** Makes one application. */
  public Mish() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x t with t = tanh(log(1 + e^x))",
        "gx = gy (t + x s (1 - t^2)) with s = 1 / (1 + e^-x)",
        "d log(1 + e^x) = s dx, and d tanh(u) = (1 - tanh(u)^2) du",
        "dt = (1 - t^2) s dx",
        "dy = t dx + x dt = (t + x s (1 - t^2)) dx",
        "<gy, dy> = <gy (t + x s (1 - t^2)), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].mish();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    Variable t = x.softplus().tanh();
    return new Variable[] {gy.mul(t.add(x.mul(x.sigmoid()).mul(t.square().neg().add(1))))};
  }
}
