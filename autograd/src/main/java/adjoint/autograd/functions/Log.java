package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The natural logarithm: {@code y = log(x)}; {@code gx = gy / x}. */
public final class Log extends Function {
  /** Makes one application. */
  public Log() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = log(x)",
        "gx = gy / x",
        "e^y = x, so e^y dy = dx",
        "dy = dx / x",
        "<gy, dy> = <gy / x, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].log();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.div(input(0))};
  }
}
