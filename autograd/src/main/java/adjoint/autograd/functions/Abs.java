package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The absolute value: {@code y = |x|}; {@code gx = gy * sign(x)}.
 *
 * <p>At 0 the gradient is 0.
 */
public final class Abs extends Function {
  /** Makes one application. */
  public Abs() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = |x|",
        "gx = gy sign(x)",
        "|x| = x sign(x), and sign(x) does not change where x is not 0",
        "dy = sign(x) dx",
        "<gy, dy> = <gy sign(x), dx>",
        "at 0, where every number from -1 to 1 is a subgradient, sign(0) = 0 is taken");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].abs();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable sign = Variable.of(input(0).value().sign());
    return new Variable[] {gy.mul(sign)};
  }
}
