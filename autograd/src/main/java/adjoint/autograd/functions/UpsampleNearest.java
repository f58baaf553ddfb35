package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * To another size by the nearest neighbour: {@code y[i] = x[floor(i H / height)]} for the rows,
 * likewise for the columns.
 */
public final class UpsampleNearest extends Function {
  private final int height;
  private final int width;

  /** Resizes N x C x H x W to {@code height} x {@code width}. */
  public UpsampleNearest(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i] = x[s(i)] with s(i) = floor(i H / height), for rows and likewise for columns",
        "gx[p] = sum over i with s(i) = p of gy[i]",
        "dy[i] = dx[s(i)]",
        "<gy, dy> = sum over i of gy[i] dx[s(i)]; collect the terms with the same dx");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].upsampleNearest(height, width);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new UpsampleNearestGradient(inputShape(0)).apply(gy)};
  }
}
