package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The solution of triangular systems: {@code y = t^-1 b}, where t is one triangle of the first
 * operand. The reverse pass solves with the transposed triangle, and what would be the gradient of
 * the other triangle is 0. Source: Giles, "Collected Matrix Derivative Results for Forward and
 * Reverse Mode Algorithmic Differentiation", 2008, for the general system.
 */
public final class SolveTriangular extends Function {
  private final boolean upper;

  /** Applied to square matrices, of which one triangle is read, and as many right sides. */
  public SolveTriangular(boolean upper) {
    this.upper = upper;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = t^-1 b, t = tri(a), the lower or the upper triangle of a",
        List.of("ga = -tri((t^-T gy) y^T)", "gb = t^-T gy"),
        List.of(
            "t y = b, so dt y + t dy = db",
            "dy = t^-1 db - t^-1 dt y",
            "<gy, dy> = <t^-T gy, db> - <t^-T gy, dt y> = <gb, db> - <gb y^T, dt>",
            "dt = tri(da), and <m, tri(da)> = <tri(m), da> for every m"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    if (needsGradient(0)) {
      saveOutput();
    }
    return x[0].solveTriangular(x[1], upper);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable gb = new SolveTriangular(!upper).apply(input(0).t(), gy);
    Variable ga = null;
    if (needsGradient(0)) {
      Variable full = gb.matmul(output().t()).neg();
      ga = Selection.keep(full, Triangle.mask(full.size(-1), upper));
    }
    return new Variable[] {ga, needsGradient(1) ? gb : null};
  }
}
