package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The transpose of {@link AdaptiveAvgPool2d}: every element collects its share of each cell that it
 * lies in. AdaptiveAvgPool2d is its gradient.
 */
public final class AdaptiveAvgPool2dGradient extends Function {
  private final int[] inputShape;

  /** To {@code inputShape}, N x C x H x W. */
  public AdaptiveAvgPool2dGradient(int[] inputShape) {
    this.inputShape = inputShape.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "v[p] = sum over k with p in cell k of g[k] / m[k], m[k] being the size of the cell",
        "gg[k] = (1 / m[k]) sum over p in cell k of gv[p]",
        "dv[p] = sum over k with p in cell k of dg[k] / m[k]",
        "<gv, dv> = sum over p, k with p in cell k of gv[p] / m[k] dg[k]; collect by k");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].adaptiveAvgPool2dGradient(inputShape);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] cells = inputShape(0);
    return new Variable[] {gy.adaptiveAvgPool2d(cells[2], cells[3])};
  }
}
