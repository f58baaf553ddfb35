package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * A repetition along dimensions of size 1, as {@link adjoint.tensor.ViewMethods#expand}: {@code
 * y[i, j] = x[j]}; {@code gx[j] = sum over i of gy[i, j]}. Its counterpart is {@link SumTo}.
 */
public final class Expand extends Function {
  private final int[] shape;

  /** Makes one application; a size of -1 stays as it is. */
  public Expand(int[] shape) {
    this.shape = shape.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i, j] = x[j], i running over the repetitions",
        "gx[j] = sum over i of gy[i, j]",
        "dy[i, j] = dx[j]",
        "<gy, dy> = sum over i, j of gy[i, j] dx[j]",
        "= sum over j of (sum over i of gy[i, j]) dx[j]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].expand(shape);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.sumTo(inputShape(0))};
  }
}
