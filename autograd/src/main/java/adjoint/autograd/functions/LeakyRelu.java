package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The rectifier that lets some of the negative side through: {@code y = x where x > 0, otherwise
 * slope x}; {@code gx = gy where x > 0, otherwise slope gy}.
 *
 * <p>At 0 the gradient is {@code slope gy}.
 */
public final class LeakyRelu extends Function {
  private final double slope;

  /** Makes one application. */
  public LeakyRelu(double slope) {
    this.slope = slope;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x where x > 0, otherwise slope x",
        "gx = gy where x > 0, otherwise slope gy",
        "dy = dx where x > 0, dy = slope dx where x < 0; the latter is taken at 0",
        "<gy, dy> = <gy [x > 0] + slope gy [x <= 0], dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].leakyRelu(slope);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {Variable.where(input(0).value().gt(0), gy, gy.mul(slope))};
  }
}
