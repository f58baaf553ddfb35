package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** Reverses dimensions; the reversal is its own inverse, so gy takes the same way back. */
public final class Flip extends Function {
  private final int[] dimensions;

  /** Reverses {@code dimensions}; negative ones count from the end. */
  public Flip(int[] dimensions) {
    this.dimensions = dimensions.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i] = x[n - 1 - i] along each dimension named",
        "gx[i] = gy[n - 1 - i]",
        "dy[i] = dx[n - 1 - i]",
        "<gy, dy> = sum over i of gy[i] dx[n - 1 - i] = sum over j of gy[n - 1 - j] dx[j]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].flip(dimensions);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.flip(dimensions)};
  }
}
