package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The logarithm of one plus a number, exact near 0: {@code y = log(1 + x)}; {@code gx = gy / (1 +
 * x)}.
 */
public final class Log1p extends Function {
  /** Makes one application. */
  public Log1p() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = log(1 + x)",
        "gx = gy / (1 + x)",
        "e^y = 1 + x, so e^y dy = dx",
        "dy = dx / (1 + x)",
        "<gy, dy> = <gy / (1 + x), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].log1p();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.div(input(0).add(1))};
  }
}
