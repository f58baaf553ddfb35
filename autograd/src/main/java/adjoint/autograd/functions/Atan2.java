package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The angle of the point (b, a): {@code y = atan2(a, b)}; {@code ga = gy b / (a^2 + b^2)}, {@code
 * gb = -gy a / (a^2 + b^2)}.
 *
 * <p>At the origin the gradient is NaN.
 */
public final class Atan2 extends Function {
  /** Makes one application. */
  public Atan2() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = atan2(a, b)",
        List.of("ga = gy b / (a^2 + b^2)", "gb = -gy a / (a^2 + b^2)"),
        List.of(
            "tan(y) = a / b, so (1 + a^2 / b^2) dy = da / b - a db / b^2",
            "times b^2: (a^2 + b^2) dy = b da - a db",
            "<gy, dy> = <gy b / (a^2 + b^2), da> + <-gy a / (a^2 + b^2), db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveInput(1);
    return x[0].atan2(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable a = input(0);
    Variable b = input(1);
    Variable scaled = gy.div(a.square().add(b.square()));
    return new Variable[] {
      needsGradient(0) ? scaled.mul(b) : null, needsGradient(1) ? scaled.mul(a).neg() : null
    };
  }
}
