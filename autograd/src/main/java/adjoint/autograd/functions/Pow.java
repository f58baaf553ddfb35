package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The power of a base to an exponent of its shape: {@code y = a^b}; {@code ga = gy b a^(b - 1)},
 * {@code gb = gy y log(a)}.
 *
 * <p>At {@code a = 0} with {@code b >= 0}, where the formula for gb is 0 times infinity, gb is 0;
 * at {@code a = b = 0}, so is ga. A negative base has no real derivative by its exponent: gb is
 * NaN.
 */
public final class Pow extends Function {
  /** Makes one application. */
  public Pow() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a^b",
        List.of("ga = gy b a^(b - 1)", "gb = gy y log(a)"),
        List.of(
            "log(y) = b log(a), so dy / y = b da / a + log(a) db",
            "dy = b a^(b - 1) da + y log(a) db",
            "<gy, dy> = <gy b a^(b - 1), da> + <gy y log(a), db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveInput(1);
    if (needsGradient(1)) {
      saveOutput();
    }
    return x[0].pow(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable a = input(0);
    Variable b = input(1);
    return new Variable[] {
      needsGradient(0) ? gy.mul(b.mul(a.pow(reducedExponent(a, b)))) : null,
      needsGradient(1) ? gy.mul(output().mul(positive(a, b).log())) : null
    };
  }

  /** {@code b - 1}, but 0 where a and b are 0, so that {@code b a^(b - 1)} is 0 there. */
  private static Variable reducedExponent(Variable a, Variable b) {
    Tensor bothZero = a.value().eq(0).and(b.value().eq(0));
    return Variable.where(bothZero, b, b.sub(1));
  }

  /**
   * The base, but 1 where it is 0 and {@code 0^b} is finite, so that {@code y log(a)} is 0 there.
   */
  private static Variable positive(Variable a, Variable b) {
    Tensor zero = a.value().eq(0).and(b.value().ge(0));
    return Variable.where(zero, Broadcasting.constant(a, 1), a);
  }
}
