package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The inverse of square matrices: {@code y = x^-1}; {@code gx = -y^T gy y^T}. Source: Giles,
 * "Collected Matrix Derivative Results for Forward and Reverse Mode Algorithmic Differentiation",
 * 2008.
 */
public final class Inverse extends Function {
  /** Makes one application. */
  public Inverse() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x^-1",
        "gx = -y^T gy y^T",
        "x y = I, so dx y + x dy = 0",
        "dy = -y dx y",
        "<gy, dy> = -tr(gy^T y dx y) = -tr(y gy^T y dx), the trace being cyclic",
        "= -<(y gy^T y)^T, dx> = -<y^T gy y^T, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].inverse();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable transposed = output().t();
    return new Variable[] {transposed.matmul(gy).matmul(transposed).neg()};
  }
}
