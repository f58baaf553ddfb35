package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** Reorders the dimensions; the gradient takes them back by the inverse permutation. */
public final class Permute extends Function {
  private final int[] dimensions;

  /** Dimension d of the result is {@code dimensions[d]} of the operand. */
  public Permute(int[] dimensions) {
    this.dimensions = dimensions.clone();
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = permute(x, p): dimension d of y is dimension p[d] of x",
        "gx = permute(gy, q) with q[p[d]] = d",
        "dy = permute(dx, p): every element of dx appears once, at the permuted index",
        "<gy, dy> = <gy, permute(dx, p)> = <permute(gy, q), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].permute(dimensions);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int rank = dimensions.length;
    int[] inverse = new int[rank];
    for (int d = 0; d < rank; d++) {
      inverse[Math.floorMod(dimensions[d], rank)] = d;
    }
    return new Variable[] {gy.permute(inverse)};
  }
}
