package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The Cholesky decomposition: {@code y y^T = (x + x^T) / 2} with a lower triangular y. The rule is
 * that of a symmetric matrix, whose gradient is symmetric. Source: Giles, "Collected Matrix
 * Derivative Results for Forward and Reverse Mode Algorithmic Differentiation", 2008; in matrix
 * form: Murray, "Differentiation of the Cholesky decomposition", 2016.
 */
public final class Cholesky extends Function {
  /** Makes one application. */
  public Cholesky() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y y^T = s, s = (x + x^T) / 2, y lower triangular with a positive diagonal",
        "gx = (gs + gs^T) / 2 with gs = y^-T low(y^T gy) y^-1",
        "ds = dy y^T + y dy^T, so y^-1 ds y^-T = y^-1 dy + (y^-1 dy)^T",
        "y^-1 dy is lower triangular, its transpose upper: y^-1 dy = low(y^-1 ds y^-T), where low"
            + " keeps what is below the diagonal, halves the diagonal and drops the rest",
        "dy = y low(y^-1 ds y^-T)",
        "<gy, dy> = <y^T gy, low(y^-1 ds y^-T)> = <low(y^T gy), y^-1 ds y^-T>, low being"
            + " elementwise",
        "= <y^-T low(y^T gy) y^-1, ds> = <gs, ds>",
        "ds = (dx + dx^T) / 2, so <gs, ds> = <(gs + gs^T) / 2, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].cholesky();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable transposed = output().t();
    Tensor low = Triangle.lowerWithHalfDiagonal(gy.dtype(), gy.size(-1));
    Variable inner = transposed.matmul(gy).mul(Variable.of(low));
    Variable left = transposed.solveTriangular(inner, true);
    // m y^-1 = (y^-T m^T)^T: another system with the same triangle.
    Variable gs = transposed.solveTriangular(left.t(), true).t();
    return new Variable[] {gs.add(gs.t()).mul(0.5)};
  }
}
