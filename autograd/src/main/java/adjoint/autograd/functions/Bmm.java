package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/** The products of two equally long stacks of matrices: {@code Y[b] = A[b] B[b]}. */
public final class Bmm extends Function {
  /** Multiplies (b, m, k) by (b, k, n). */
  public Bmm() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "Y = A B, for each matrix of the stacks",
        List.of("GA = GY B^T", "GB = A^T GY"),
        List.of(
            "dY = dA B + A dB",
            "<gy, dy> = <GY, dA B> + <GY, A dB>",
            "<GY, dA B> = tr(GY^T dA B) = tr(B GY^T dA) = <GY B^T, dA>",
            "<GY, A dB> = tr(GY^T A dB) = <A^T GY, dB>"));
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
