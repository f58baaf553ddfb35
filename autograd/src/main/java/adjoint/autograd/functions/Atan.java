package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The inverse tangent: {@code y = atan(x)}; {@code gx = gy / (1 + x^2)}. */
public final class Atan extends Function {
  /** Makes one application. */
  public Atan() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = atan(x)",
        "gx = gy / (1 + x^2)",
        "tan(y) = x, so (1 + tan(y)^2) dy = dx",
        "dy = dx / (1 + x^2)",
        "<gy, dy> = <gy / (1 + x^2), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].atan();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.div(input(0).square().add(1))};
  }
}
