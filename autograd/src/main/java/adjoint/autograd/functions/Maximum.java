package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The larger of two elements: {@code y = max(a, b)}; {@code ga = gy [a > b] + gy / 2 [a = b]},
 * {@code gb = gy [b > a] + gy / 2 [a = b]}.
 *
 * <p>Where both are equal, each gets half of the gradient.
 */
public final class Maximum extends Function {
  /** Makes one application. */
  public Maximum() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = max(a, b)",
        List.of("ga = gy [a > b] + gy / 2 [a = b]", "gb = gy [b > a] + gy / 2 [a = b]"),
        List.of(
            "dy = da where a > b, dy = db where b > a",
            "where a = b both are subgradients; their mean dy = (da + db) / 2 is taken",
            "<gy, dy> = <gy [a > b] + gy / 2 [a = b], da> + <gy [b > a] + gy / 2 [a = b], db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveInput(1);
    return x[0].maximum(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Tensor a = input(0).value();
    Tensor b = input(1).value();
    Variable tied = Selection.keep(gy.mul(0.5), a.eq(b));
    return new Variable[] {
      needsGradient(0) ? Variable.where(a.gt(b), gy, tied) : null,
      needsGradient(1) ? Variable.where(b.gt(a), gy, tied) : null
    };
  }
}
