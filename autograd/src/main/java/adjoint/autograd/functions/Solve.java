package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The solution of systems of equations: {@code y = a^-1 b}; {@code gb = a^-T gy, ga = -gb y^T}. The
 * reverse pass solves the transposed system; no inverse is computed. Source: Giles, "Collected
 * Matrix Derivative Results for Forward and Reverse Mode Algorithmic Differentiation", 2008.
 */
public final class Solve extends Function {
  /** Applied to square matrices and as many matrices of right sides. */
  public Solve() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a^-1 b",
        List.of("ga = -(a^-T gy) y^T", "gb = a^-T gy"),
        List.of(
            "a y = b, so da y + a dy = db",
            "dy = a^-1 db - a^-1 da y",
            "<gy, a^-1 db> = <a^-T gy, db> = <gb, db>",
            "<gy, a^-1 da y> = <gb, da y> = tr(gb^T da y) = tr(y gb^T da) = <gb y^T, da>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    if (needsGradient(0)) {
      saveOutput();
    }
    return x[0].solve(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable gb = new Solve().apply(input(0).t(), gy);
    return new Variable[] {
      needsGradient(0) ? gb.matmul(output().t()).neg() : null, needsGradient(1) ? gb : null
    };
  }
}
