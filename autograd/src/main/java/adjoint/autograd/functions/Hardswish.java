package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The piecewise quadratic stand-in for x / (1 + e^-x) of Howard et al. (2019): {@code y = x clamp(x
 * + 3, 0, 6) / 6}; {@code gx = gy (2 x + 3) / 6 where -3 <= x <= 3, gy above, 0 below}.
 *
 * <p>At -3 and 3 the middle piece counts, as for {@link Clamp}.
 */
public final class Hardswish extends Function {
  /** Makes one application. */
  public Hardswish() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x clamp(x + 3, 0, 6) / 6",
        "gx = gy (2 x + 3) / 6 where -3 <= x <= 3, gy above, 0 below",
        "y = 0 below -3, y = x (x + 3) / 6 between, y = x above 3",
        "dy = 0, dy = (2 x + 3) / 6 dx, dy = dx",
        "<gy, dy> = <gy f, dx> with f the factor of the piece; both ends belong to the middle piece");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].hardswish();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    Tensor middle = x.value().ge(-3).and(x.value().le(3));
    Variable outside = Variable.of(x.value().gt(3).to(x.dtype()));
    return new Variable[] {gy.mul(Variable.where(middle, x.mul(2).add(3).div(6), outside))};
  }
}
