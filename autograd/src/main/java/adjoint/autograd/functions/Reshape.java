package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Another shape with the same elements in row-major order: {@code y[k] = x[k]} for every flat index
 * k, and {@code gx} is {@code gy} in the shape of x.
 */
public final class Reshape extends Function {
  private final int[] shape;

  /** To {@code shape}; one size may be -1. */
  public Reshape(int[] shape) {
    this.shape = shape.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = reshape(x, shape)",
        "gx = reshape(gy, s), s being the shape of x",
        "flat: y[k] = x[k], so dy[k] = dx[k]",
        "<gy, dy> = sum over k of gy[k] dx[k], so gx[k] = gy[k]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].reshape(shape);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.reshape(inputShape(0))};
  }
}
