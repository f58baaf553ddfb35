package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Every step-th element of a range along a dimension: {@code y[k] = x[start + k step]}. The
 * gradient lies in zeros of the shape of x, see {@link SliceEmbed}.
 */
public final class Slice extends Function {
  private final int dimension;
  private final int start;
  private final int end;
  private final int step;

  /** The arguments of {@link adjoint.tensor.ViewMethods#slice(int, int, int, int)}. */
  public Slice(int dimension, int start, int end, int step) {
    this.dimension = dimension;
    this.start = start;
    this.end = end;
    this.step = step;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = x[start + k step]",
        "gx[start + k step] = gy[k], and 0 elsewhere",
        "dy[k] = dx[start + k step]",
        "<gy, dy> = sum over k of gy[k] dx[start + k step]: what was not picked has no influence");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].slice(dimension, start, end, step);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new SliceEmbed(inputShape(0), dimension, start, end, step).apply(gy)};
  }
}
