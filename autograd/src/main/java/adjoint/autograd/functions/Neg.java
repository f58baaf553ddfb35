package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The opposite: {@code y = -x}; {@code gx = -gy}. */
public final class Neg extends Function {
  /** Makes one application. */
  public Neg() {}

  @Override
  public Derivation derivation() {
    return Derivation.of("y = -x", "gx = -gy", "dy = -dx", "<gy, dy> = <-gy, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].neg();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.neg()};
  }
}
