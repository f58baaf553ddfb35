package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The sine: {@code y = sin(x)}; {@code gx = gy cos(x)}. */
public final class Sin extends Function {
  /** Makes one application. */
  public Sin() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = sin(x)", "gx = gy cos(x)", "dy = cos(x) dx", "<gy, dy> = <gy cos(x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].sin();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0).cos())};
  }
}
