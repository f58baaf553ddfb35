package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The smallest element over dimensions: {@code y = min over i of x[i]}; {@code gx[i] = gy / n where
 * x[i] = y, otherwise 0}, n being the number of elements equal to y.
 *
 * <p>Equal winners share the gradient equally.
 */
public final class Min extends Function {
  private final int[] dimensions;
  private final boolean keep;

  /** Makes one application over some or, if none is named, all dimensions. */
  public Min(int[] dimensions, boolean keep) {
    this.dimensions = dimensions.clone();
    this.keep = keep;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = min over i of x[i]",
        "gx[i] = gy / n where x[i] = y, otherwise 0, n being the number of such i",
        "dy = dx[k] for a single winner k",
        "several winners: each is a subgradient; their mean dy = (sum over k with x[k] = y of dx[k]) / n"
            + " is taken",
        "<gy, dy> = sum over i of (gy / n) [x[i] = y] dx[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveOutput();
    return x[0].min(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {
      Reduced.shareAmongWinners(gy, input(0).value(), output().value(), dimensions)
    };
  }
}
