package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The square root: {@code y = sqrt(x)}; {@code gx = gy / (2 y)}.
 *
 * <p>At 0 the gradient is infinite.
 */
public final class Sqrt extends Function {
  /** Makes one application. */
  public Sqrt() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = sqrt(x)",
        "gx = gy / (2 y)",
        "y^2 = x, so 2 y dy = dx",
        "dy = dx / (2 y)",
        "<gy, dy> = <gy / (2 y), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].sqrt();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.div(output().mul(2))};
  }
}
