package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The mean of each cell of a grid: {@code y[k] = sum of x[p] over cell k / size of cell k}. */
public final class AdaptiveAvgPool2d extends Function {
  private final int height;
  private final int width;

  /** Pools N x C x H x W to a grid of {@code height} x {@code width} cells. */
  public AdaptiveAvgPool2d(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = (1 / m[k]) sum over p in cell k of x[p], m[k] being the size of the cell",
        "gx[p] = sum over k with p in cell k of gy[k] / m[k]",
        "dy[k] = (1 / m[k]) sum over p in cell k of dx[p]",
        "<gy, dy> = sum over k, p in cell k of gy[k] / m[k] dx[p]; collect by p");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].adaptiveAvgPool2d(height, width);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new AdaptiveAvgPool2dGradient(inputShape(0)).apply(gy)};
  }
}
