package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The reciprocal: {@code y = 1 / x}; {@code gx = -gy y^2}. */
public final class Reciprocal extends Function {
  /** Makes one application. */
  public Reciprocal() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 1 / x",
        "gx = -gy y^2",
        "x y = 1, so dx y + x dy = 0",
        "dy = -y dx / x = -y^2 dx",
        "<gy, dy> = <-gy y^2, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].reciprocal();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output().square()).neg()};
  }
}
