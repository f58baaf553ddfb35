package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The exponential function less one, exact near 0: {@code y = e^x - 1}; {@code gx = gy (y + 1)}.
 */
public final class Expm1 extends Function {
  /** Makes one application. */
  public Expm1() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = e^x - 1",
        "gx = gy (y + 1)",
        "dy = e^x dx = (y + 1) dx",
        "<gy, dy> = <gy (y + 1), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].expm1();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output().add(1))};
  }
}
