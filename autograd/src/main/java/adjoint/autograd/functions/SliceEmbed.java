package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Zeros with the operand at the places that {@link Slice} reads: {@code y[start + k step] = x[k]}.
 * It is the transpose of Slice, and Slice is its gradient.
 */
public final class SliceEmbed extends Function {
  private final int[] shape;
  private final int dimension;
  private final int start;
  private final int end;
  private final int step;

  /** Zeros of {@code shape}; the other arguments are those of {@link Slice}. */
  public SliceEmbed(int[] shape, int dimension, int start, int end, int step) {
    this.shape = shape.clone();
    this.dimension = dimension;
    this.start = start;
    this.end = end;
    this.step = step;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 0 except y[start + k step] = x[k]",
        "gx[k] = gy[start + k step]",
        "dy[start + k step] = dx[k], the other dy are 0",
        "<gy, dy> = sum over k of gy[start + k step] dx[k]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    Tensor result = Tensor.zeros(x[0].dtype(), shape);
    Tensor slice = result.slice(dimension, start, end, step);
    Selection.requireShape("SliceEmbed", x[0], slice);
    slice.assign(x[0]);
    return result;
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.slice(dimension, start, end, step)};
  }
}
