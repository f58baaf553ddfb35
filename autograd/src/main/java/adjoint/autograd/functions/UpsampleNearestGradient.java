package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The transpose of {@link UpsampleNearest}: every pixel collects the gradients of its copies.
 * UpsampleNearest is its gradient.
 */
public final class UpsampleNearestGradient extends Function {
  private final int[] inputShape;

  /** To {@code inputShape}, N x C x H x W. */
  public UpsampleNearestGradient(int[] inputShape) {
    this.inputShape = inputShape.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "v[p] = sum over i with s(i) = p of g[i]",
        "gg[i] = gv[s(i)]",
        "dv[p] = sum over i with s(i) = p of dg[i]",
        "<gv, dv> = sum over i of gv[s(i)] dg[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].upsampleNearestGradient(inputShape);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] size = inputShape(0);
    return new Variable[] {gy.upsampleNearest(size[2], size[3])};
  }
}
