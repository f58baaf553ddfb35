package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The rectified linear unit: {@code y = max(x, 0)}; {@code gx = gy where y > 0, otherwise 0}.
 *
 * <p>At 0 the gradient is 0.
 */
public final class Relu extends Function {
  /** Makes one application. */
  public Relu() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = max(x, 0)",
        "gx = gy where y > 0, otherwise 0",
        "dy = dx where x > 0, and dy = 0 where x < 0",
        "at 0, where every number from 0 to 1 is a subgradient, 0 is taken",
        "<gy, dy> = <gy [x > 0], dx>; x > 0 where y > 0");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].relu();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {Selection.keep(gy, output().value().gt(0))};
  }
}
