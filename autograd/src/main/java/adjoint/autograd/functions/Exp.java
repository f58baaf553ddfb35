package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The exponential function: {@code y = e^x}; {@code gx = gy y}. */
public final class Exp extends Function {
  /** Makes one application. */
  public Exp() {}

  @Override
  public Derivation derivation() {
    return Derivation.of("y = e^x", "gx = gy y", "dy = e^x dx = y dx", "<gy, dy> = <gy y, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].exp();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(output())};
  }
}
