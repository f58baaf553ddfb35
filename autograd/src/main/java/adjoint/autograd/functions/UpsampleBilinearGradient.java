package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The transpose of {@link UpsampleBilinear}: every pixel collects the gradients that it contributed
 * to, by the same weights. UpsampleBilinear is its gradient.
 */
public final class UpsampleBilinearGradient extends Function {
  private final int[] inputShape;
  private final boolean alignCorners;

  /** To {@code inputShape}, N x C x H x W. */
  public UpsampleBilinearGradient(int[] inputShape, boolean alignCorners) {
    this.inputShape = inputShape.clone();
    this.alignCorners = alignCorners;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "v = R^T g C, R (height, H) and C (width, W) holding the interpolation weights",
        "gg = R gv C^T",
        "dv = R^T dg C",
        "<gv, dv> = <gv, R^T dg C> = <R gv C^T, dg>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].upsampleBilinearGradient(inputShape, alignCorners);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] size = inputShape(0);
    return new Variable[] {gy.upsampleBilinear(size[2], size[3], alignCorners)};
  }
}
