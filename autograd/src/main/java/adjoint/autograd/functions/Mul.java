package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The elementwise product of two tensors of one shape: {@code y = a b}; {@code ga = gy b}, {@code
 * gb = gy a}.
 */
public final class Mul extends Function {
  /** Makes one application. */
  public Mul() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a b",
        List.of("ga = gy b", "gb = gy a"),
        List.of("dy = b da + a db", "<gy, dy> = <gy b, da> + <gy a, db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    if (needsGradient(0)) {
      saveInput(1);
    }
    if (needsGradient(1)) {
      saveInput(0);
    }
    return x[0].mul(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {
      needsGradient(0) ? gy.mul(input(1)) : null, needsGradient(1) ? gy.mul(input(0)) : null
    };
  }
}
