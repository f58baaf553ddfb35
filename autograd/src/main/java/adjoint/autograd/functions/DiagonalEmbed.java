package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Zeros with the operand's last dimension on a diagonal: {@code y[.., k, k + offset] = x[.., k]}.
 * It is the transpose of {@link Diagonal}, and Diagonal is its gradient.
 */
public final class DiagonalEmbed extends Function {
  private final int[] shape;
  private final int offset;
  private final int rows;
  private final int columns;

  /** Zeros of {@code shape}; the other arguments are those of {@link Diagonal}. */
  public DiagonalEmbed(int[] shape, int offset, int rows, int columns) {
    this.shape = shape.clone();
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = 0 except y[.., k, k + offset] = x[.., k]",
        "gx[.., k] = gy[.., k, k + offset]",
        "dy[.., k, k + offset] = dx[.., k], the other dy are 0",
        "<gy, dy> = sum over k of gy[.., k, k + offset] dx[.., k]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    Tensor result = Tensor.zeros(x[0].dtype(), shape);
    Tensor diagonal = result.diagonal(offset, rows, columns);
    Selection.requireShape("DiagonalEmbed", x[0], diagonal);
    diagonal.assign(x[0]);
    return result;
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new Diagonal(offset, rows, columns).apply(gy)};
  }
}
