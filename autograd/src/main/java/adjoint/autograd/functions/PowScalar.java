package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * A power with a constant exponent: {@code y = x^p}; {@code gx = gy p x^(p - 1)}.
 *
 * <p>For {@code p = 0} the gradient is 0, at {@code x = 0} too.
 */
public final class PowScalar extends Function {
  private final double exponent;

  /** Makes one application with exponent p. */
  public PowScalar(double exponent) {
    this.exponent = exponent;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x^p",
        "gx = gy p x^(p - 1)",
        "log(y) = p log(x), so dy / y = p dx / x",
        "dy = p x^(p - 1) dx, which holds for negative x and whole p, too",
        "<gy, dy> = <gy p x^(p - 1), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].pow(exponent);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    if (exponent == 0) {
      return new Variable[] {Variable.of(Tensor.zeros(gy.dtype(), gy.shape()))};
    }
    return new Variable[] {gy.mul(input(0).pow(exponent - 1)).mul(exponent)};
  }
}
