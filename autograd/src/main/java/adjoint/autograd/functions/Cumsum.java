package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Running sums along a dimension: {@code y[i] = sum over j <= i of x[j]}; {@code gx[j] = sum over i
 * >= j of gy[i]}, the running sums from the other end.
 */
public final class Cumsum extends Function {
  private final int dimension;

  /** Makes one application along a dimension, which may be negative. */
  public Cumsum(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i] = sum over j <= i of x[j]",
        "gx[j] = sum over i >= j of gy[i]",
        "dy[i] = sum over j <= i of dx[j]",
        "<gy, dy> = sum over i of gy[i] (sum over j <= i of dx[j])",
        "the factor of dx[j]: sum over i >= j of gy[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].cumsum(dimension);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.flip(dimension).cumsum(dimension).flip(dimension)};
  }
}
