package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/** The products of two equally long stacks of matrices: {@code y[i] = a[i] b[i]}. */
public final class Bmm extends Function {
  /** Multiplies (b, m, k) by (b, k, n). */
  public Bmm() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a b, for each matrix of the stacks",
        List.of("ga = gy b^T", "gb = a^T gy"),
        List.of(
            "dy = da b + a db",
            "<gy, dy> = <gy, da b> + <gy, a db>",
            "<gy, da b> = tr(gy^T da b) = tr(b gy^T da) = <gy b^T, da>",
            "<gy, a db> = tr(gy^T a db) = <a^T gy, db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    if (needsGradient(1)) {
      saveInput(0);
    }
    if (needsGradient(0)) {
      saveInput(1);
    }
    return x[0].bmm(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {
      needsGradient(0) ? gy.bmm(input(1).t()) : null, needsGradient(1) ? input(0).t().bmm(gy) : null
    };
  }
}
