package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * To another size by linear interpolation along both axes: {@code y = R x C^T} for each plane,
 * where R and C hold the interpolation weights of the rows and of the columns.
 */
public final class UpsampleBilinear extends Function {
  private final int height;
  private final int width;
  private final boolean alignCorners;

  /** Resizes N x C x H x W; see {@link adjoint.tensor.ImageMethods#upsampleBilinear}. */
  public UpsampleBilinear(int height, int width, boolean alignCorners) {
    this.height = height;
    this.width = width;
    this.alignCorners = alignCorners;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = R x C^T, R (height, H) and C (width, W) holding the interpolation weights",
        "gx = R^T gy C",
        "dy = R dx C^T",
        "<gy, dy> = <gy, R dx C^T> = tr(gy^T R dx C^T) = <R^T gy C, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].upsampleBilinear(height, width, alignCorners);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new UpsampleBilinearGradient(inputShape(0), alignCorners).apply(gy)};
  }
}
