package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The sum over what a broadcast repeated, as {@link adjoint.tensor.ReductionMethods#sumTo}: {@code
 * y[j] = sum over i of x[i, j]}; {@code gx[i, j] = gy[j]}. Its counterpart is {@link Expand}.
 */
public final class SumTo extends Function {
  private final int[] shape;

  /** Makes one application; {@code shape} is what the output is to have. */
  public SumTo(int[] shape) {
    this.shape = shape.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[j] = sum over i of x[i, j], i running over the repetitions",
        "gx[i, j] = gy[j]",
        "dy[j] = sum over i of dx[i, j]",
        "<gy, dy> = sum over i, j of gy[j] dx[i, j]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].sumTo(shape);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.expand(inputShape(0))};
  }
}
