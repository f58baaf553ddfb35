package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** Exchanges two dimensions; the exchange is its own inverse, so gy takes the same way back. */
public final class Transpose extends Function {
  private final int a;
  private final int b;

  /** Exchanges the dimensions {@code a} and {@code b}; negative ones count from the end. */
  public Transpose(int a, int b) {
    this.a = a;
    this.b = b;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = transpose(x, a, b): y[.., i, .., j, ..] = x[.., j, .., i, ..]",
        "gx = transpose(gy, a, b)",
        "dy[i, j] = dx[j, i]",
        "<gy, dy> = sum over i, j of gy[i, j] dx[j, i], so gx[j, i] = gy[i, j]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].transpose(a, b);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.transpose(a, b)};
  }
}
