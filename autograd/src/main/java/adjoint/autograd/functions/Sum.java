package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The sum over dimensions: {@code y = sum over i of x[i]}; {@code gx[i] = gy}. */
public final class Sum extends Function {
  private final int[] dimensions;
  private final boolean keep;

  /** Makes one application over some or, if none is named, all dimensions. */
  public Sum(int[] dimensions, boolean keep) {
    this.dimensions = dimensions.clone();
    this.keep = keep;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = sum over i of x[i]",
        "gx[i] = gy",
        "dy = sum over i of dx[i]",
        "<gy, dy> = sum over i of gy dx[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].sum(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {Reduced.spread(gy, inputShape(0), dimensions)};
  }
}
