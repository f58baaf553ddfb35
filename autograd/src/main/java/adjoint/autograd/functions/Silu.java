package adjoint.autograd.functions;

import adjoint.autograd.Autograd;
import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;

/**
 * The sigmoid-weighted linear unit: {@code y = x s with s = 1 / (1 + e^-x)}; {@code gx = gy s (1 +
 * x (1 - s))}.
 */
public final class Silu extends Function {
  /** Makes one application. */
  public Silu() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x s with s = 1 / (1 + e^-x)",
        "gx = gy s (1 + x (1 - s))",
        "ds = s (1 - s) dx, the rule of the logistic function",
        "dy = s dx + x ds = s (1 + x (1 - s)) dx",
        "<gy, dy> = <gy s (1 + x (1 - s)), dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].silu();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    if (!Autograd.isRecording() && x.dtype() == DType.F32) {
      return new Variable[] {Variable.of(x.value().siluGradient(gy.value()))};
    }
    Variable s = x.sigmoid();
    return new Variable[] {gy.mul(s.mul(x.mul(s.neg().add(1)).add(1)))};
  }
}
