package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * A diagonal of two dimensions, as a last dimension: {@code y[.., k] = x[.., k, k + offset]}. The
 * gradient lies on that diagonal of zeros, see {@link DiagonalEmbed}.
 */
public final class Diagonal extends Function {
  private final int offset;
  private final int rows;
  private final int columns;

  /** The arguments of {@link adjoint.tensor.ViewMethods#diagonal(int, int, int)}. */
  public Diagonal(int offset, int rows, int columns) {
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[.., k] = x[.., k, k + offset]",
        "gx[.., k, k + offset] = gy[.., k], and 0 off the diagonal",
        "dy[.., k] = dx[.., k, k + offset]",
        "<gy, dy> = sum over k of gy[.., k] dx[.., k, k + offset]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].diagonal(offset, rows, columns);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {new DiagonalEmbed(inputShape(0), offset, rows, columns).apply(gy)};
  }
}
