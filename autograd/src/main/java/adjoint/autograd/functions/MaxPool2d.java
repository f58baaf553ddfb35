package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/**
 * The largest value of each window: {@code y[k] = x[p[k]]}, where p[k] is the position of the first
 * largest value of window k. Where the winner is unique, p does not change under small changes of
 * x, so the rule is that of picking by a fixed index.
 */
public final class MaxPool2d extends Function {
  private final Pool2dOptions options;

  /** Pools N x C x H x W. */
  public MaxPool2d(Pool2dOptions options) {
    this.options = options;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = max over q in window k of x[q] = x[p[k]], p[k] being the position of the first winner",
        "gx[q] = sum over k with p[k] = q of gy[k]",
        "near x the winners stay the same: dy[k] = dx[p[k]]",
        "<gy, dy> = sum over k of gy[k] dx[p[k]]; collect the terms with the same dx");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    if (!isRecorded()) {
      return new Tensor[] {x[0].maxPool2d(options)};
    }
    saveOutput(1);
    ValuesAndIndices largest = x[0].maxPool2dWithIndices(options);
    return new Tensor[] {largest.values(), largest.indices()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Tensor winners = output(1).value();
    return new Variable[] {Winners.scatter(gradients[0], winners, inputShape(0))};
  }
}
