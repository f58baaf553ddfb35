package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The mean over dimensions: {@code y = (sum over i of x[i]) / n}; {@code gx[i] = gy / n}. */
public final class Mean extends Function {
  private final int[] dimensions;
  private final boolean keep;

  /** Makes one application over some or, if none is named, all dimensions. */
  public Mean(int[] dimensions, boolean keep) {
    this.dimensions = dimensions.clone();
    this.keep = keep;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = (sum over i of x[i]) / n",
        "gx[i] = gy / n",
        "dy = (sum over i of dx[i]) / n",
        "<gy, dy> = sum over i of (gy / n) dx[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].mean(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    Variable share = gy.div(Reduced.count(shape, dimensions));
    return new Variable[] {Reduced.spread(share, shape, dimensions)};
  }
}
