package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The cosine: {@code y = cos(x)}; {@code gx = -gy sin(x)}. */
public final class Cos extends Function {
  /** Makes one application. */
  public Cos() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = cos(x)", "gx = -gy sin(x)", "dy = -sin(x) dx", "<gy, dy> = <-gy sin(x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].cos();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).sin()).neg()};
  }
}
