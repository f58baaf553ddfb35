package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * A number kept between two bounds: {@code y = min(max(x, low), high)}; {@code gx = gy where low <=
 * x <= high, otherwise 0}.
 *
 * <p>Both bounds belong to the range that lets the gradient through.
 */
public final class Clamp extends Function {
  private final double low;
  private final double high;

  /**
   * Makes one application; a bound may be infinite.
   *
   * @throws IllegalArgumentException if {@code low > high}
   */
  public Clamp(double low, double high) {
    if (low > high) {
      throw new IllegalArgumentException(
          "clamp: the lower bound " + low + " is above the upper bound " + high);
    }
    this.low = low;
    this.high = high;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = min(max(x, low), high)",
        "gx = gy where low <= x <= high, otherwise 0",
        "dy = dx between the bounds, dy = 0 outside",
        "at a bound, where every number from 0 to 1 is a subgradient, 1 is taken",
        "<gy, dy> = <gy [low <= x <= high], dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].clamp(low, high);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Tensor x = input(0).value();
    return new Variable[] {Selection.keep(gy, x.ge(low).and(x.le(high)))};
  }
}
