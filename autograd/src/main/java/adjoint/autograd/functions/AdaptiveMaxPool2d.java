package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/**
 * The largest value of each cell of a grid: {@code y[k] = x[p[k]]}, where p[k] is the position of
 * the first largest value of cell k. Cells overlap where the sizes do not divide.
 */
public final class AdaptiveMaxPool2d extends Function {
  private final int height;
  private final int width;

  /** Pools N x C x H x W to a grid of {@code height} x {@code width} cells. */
  public AdaptiveMaxPool2d(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = max over q in cell k of x[q] = x[p[k]], p[k] being the position of the first winner",
        "gx[q] = sum over k with p[k] = q of gy[k]",
        "near x the winners stay the same: dy[k] = dx[p[k]]",
        "<gy, dy> = sum over k of gy[k] dx[p[k]]; collect the terms with the same dx");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    ValuesAndIndices largest = x[0].adaptiveMaxPool2d(height, width);
    saveOutput(1);
    return new Tensor[] {largest.values(), largest.indices()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Tensor winners = output(1).value();
    return new Variable[] {Winners.scatter(gradients[0], winners, inputShape(0))};
  }
}
