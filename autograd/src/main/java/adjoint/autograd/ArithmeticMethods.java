package adjoint.autograd;

import adjoint.autograd.functions.Add;
import adjoint.autograd.functions.Atan2;
import adjoint.autograd.functions.Broadcasting;
import adjoint.autograd.functions.Clamp;
import adjoint.autograd.functions.Div;
import adjoint.autograd.functions.LeakyRelu;
import adjoint.autograd.functions.Maximum;
import adjoint.autograd.functions.Minimum;
import adjoint.autograd.functions.Mul;
import adjoint.autograd.functions.Pow;
import adjoint.autograd.functions.PowScalar;
import adjoint.autograd.functions.Sub;

/** Arithmetic of two operands, which broadcast as tensors do and have one type. */
public sealed interface ArithmeticMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /** {@code this + other}. */
  default Variable add(Variable other) {
    return Broadcasting.apply(new Add(), self(), other);
  }

  /** {@code this + other}. */
  default Variable add(double other) {
    return add(Broadcasting.constant(self(), other));
  }

  /** {@code this - other}. */
  default Variable sub(Variable other) {
    return Broadcasting.apply(new Sub(), self(), other);
  }

  /** {@code this - other}. */
  default Variable sub(double other) {
    return add(-other);
  }

  /** {@code this * other}. */
  default Variable mul(Variable other) {
    return Broadcasting.apply(new Mul(), self(), other);
  }

  /** {@code this * other}. */
  default Variable mul(double other) {
    return mul(Broadcasting.constant(self(), other));
  }

  /** {@code this / other}. */
  default Variable div(Variable other) {
    return Broadcasting.apply(new Div(), self(), other);
  }

  /** {@code this / other}. */
  default Variable div(double other) {
    return div(Broadcasting.constant(self(), other));
  }

  /** {@code this ^ exponent}; the base is positive where the exponent requires a gradient. */
  default Variable pow(Variable exponent) {
    return Broadcasting.apply(new Pow(), self(), exponent);
  }

  /** {@code this ^ exponent} with a constant exponent. */
  default Variable pow(double exponent) {
    return new PowScalar(exponent).apply(self());
  }

  /** The larger element; where both are equal each gets half of the gradient. */
  default Variable maximum(Variable other) {
    return Broadcasting.apply(new Maximum(), self(), other);
  }

  /** The smaller element; where both are equal each gets half of the gradient. */
  default Variable minimum(Variable other) {
    return Broadcasting.apply(new Minimum(), self(), other);
  }

  /** The angle of the point (other, this). */
  default Variable atan2(Variable other) {
    return Broadcasting.apply(new Atan2(), self(), other);
  }

  /**
   * {@code min(max(this, low), high)}; the gradient is 1 from {@code low} to {@code high}, both
   * included, and 0 outside.
   */
  default Variable clamp(double low, double high) {
    return new Clamp(low, high).apply(self());
  }

  /**
   * The element where it is positive, {@code slope * this} otherwise; at 0 the gradient is {@code
   * slope}.
   */
  default Variable leakyRelu(double slope) {
    return new LeakyRelu(slope).apply(self());
  }
}
