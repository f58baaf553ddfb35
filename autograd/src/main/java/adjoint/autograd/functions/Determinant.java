package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The determinant: {@code y = det(x)}; {@code gx = gy c} with the matrix c of cofactors, which for
 * an invertible x is {@code y x^-T}. Source: Giles, "Collected Matrix Derivative Results for
 * Forward and Reverse Mode Algorithmic Differentiation", 2008 (Jacobi's formula).
 *
 * <p>The determinant is a polynomial, so its gradient exists where x is singular, too. If any of
 * the matrices has a pivot of exactly 0, the cofactors are computed one by one as determinants of
 * minors; for n rows this takes time in proportion to n^5 instead of n^3.
 */
public final class Determinant extends Function {
  /** Makes one application. */
  public Determinant() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = det(x)",
        "gx = gy c, c[i, j] = (-1)^(i + j) det(m[i, j]), m[i, j] being x without row i and column"
            + " j; c = y x^-T where x is invertible",
        "expansion along row i: y = sum over j of c[i, j] x[i, j], and c[i, j] does not depend on"
            + " row i, so the derivative of y by x[i, j] is c[i, j]",
        "dy = sum over i, j of c[i, j] dx[i, j] = <c, dx>",
        "<gy, dy> = <gy c, dx>",
        "Cramer's rule: x^-1 = c^T / y, so c = y x^-T");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveOutput();
    return x[0].determinant();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    boolean singular = x.value().logDeterminant().sign().eq(0).any().item() != 0;
    Variable cofactors = singular ? cofactors(x) : matrix(output()).mul(x.inverse().t());
    return new Variable[] {matrix(gy).mul(cofactors)};
  }

  private static Variable matrix(Variable numbers) {
    return numbers.unsqueeze(-1).unsqueeze(-1);
  }

  /** All cofactors as determinants of minors. */
  private static Variable cofactors(Variable x) {
    int n = x.size(-1);
    int count = x.value().elementCount() / (n * n);
    double[] signs = new double[n * n];
    long[] minors = new long[n * n * (n - 1) * (n - 1)];
    int at = 0;
    for (int element = 0; element < n * n; element++) {
      signs[element] = (element / n + element % n) % 2 == 0 ? 1 : -1;
      for (int other = 0; other < n * n; other++) {
        if (other / n != element / n && other % n != element % n) {
          minors[at++] = other;
        }
      }
    }
    Variable elements = x.reshape(count, n * n).indexSelect(1, Tensor.of(minors));
    Variable determinants = elements.reshape(count, n * n, n - 1, n - 1).determinant();
    return determinants.mul(Variable.of(Tensor.of(signs).to(x.dtype()))).reshape(x.shape());
  }
}
