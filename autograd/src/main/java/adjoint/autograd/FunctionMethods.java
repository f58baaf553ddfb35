package adjoint.autograd;

import adjoint.autograd.functions.Abs;
import adjoint.autograd.functions.Acos;
import adjoint.autograd.functions.Asin;
import adjoint.autograd.functions.Atan;
import adjoint.autograd.functions.Cos;
import adjoint.autograd.functions.Cosh;
import adjoint.autograd.functions.Erf;
import adjoint.autograd.functions.Exp;
import adjoint.autograd.functions.Expm1;
import adjoint.autograd.functions.Gelu;
import adjoint.autograd.functions.Hardswish;
import adjoint.autograd.functions.Log;
import adjoint.autograd.functions.Log1p;
import adjoint.autograd.functions.Mish;
import adjoint.autograd.functions.Neg;
import adjoint.autograd.functions.Reciprocal;
import adjoint.autograd.functions.Relu;
import adjoint.autograd.functions.Rsqrt;
import adjoint.autograd.functions.Sigmoid;
import adjoint.autograd.functions.Silu;
import adjoint.autograd.functions.Sin;
import adjoint.autograd.functions.Sinh;
import adjoint.autograd.functions.Softplus;
import adjoint.autograd.functions.Sqrt;
import adjoint.autograd.functions.Square;
import adjoint.autograd.functions.Tan;
import adjoint.autograd.functions.Tanh;

/** Functions of single elements. */
public sealed interface FunctionMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /** {@code -this}. */
  default Variable neg() {
    return new Neg().apply(self());
  }

  /** {@code |this|}; at 0 the gradient is 0. */
  default Variable abs() {
    return new Abs().apply(self());
  }

  /** {@code this * this}. */
  default Variable square() {
    return new Square().apply(self());
  }

  /** {@code 1 / this}. */
  default Variable reciprocal() {
    return new Reciprocal().apply(self());
  }

  /** The square root. */
  default Variable sqrt() {
    return new Sqrt().apply(self());
  }

  /** {@code 1 / sqrt(this)}. */
  default Variable rsqrt() {
    return new Rsqrt().apply(self());
  }

  /** {@code e ^ this}. */
  default Variable exp() {
    return new Exp().apply(self());
  }

  /** {@code e ^ this - 1}, exact near 0. */
  default Variable expm1() {
    return new Expm1().apply(self());
  }

  /** The natural logarithm. */
  default Variable log() {
    return new Log().apply(self());
  }

  /** {@code log(1 + this)}, exact near 0. */
  default Variable log1p() {
    return new Log1p().apply(self());
  }

  /** The sine, in radians. */
  default Variable sin() {
    return new Sin().apply(self());
  }

  /** The cosine, in radians. */
  default Variable cos() {
    return new Cos().apply(self());
  }

  /** The tangent, in radians. */
  default Variable tan() {
    return new Tan().apply(self());
  }

  /** The inverse sine. */
  default Variable asin() {
    return new Asin().apply(self());
  }

  /** The inverse cosine. */
  default Variable acos() {
    return new Acos().apply(self());
  }

  /** The inverse tangent. */
  default Variable atan() {
    return new Atan().apply(self());
  }

  /** The hyperbolic sine. */
  default Variable sinh() {
    return new Sinh().apply(self());
  }

  /** The hyperbolic cosine. */
  default Variable cosh() {
    return new Cosh().apply(self());
  }

  /** The hyperbolic tangent. */
  default Variable tanh() {
    return new Tanh().apply(self());
  }

  /** The error function. */
  default Variable erf() {
    return new Erf().apply(self());
  }

  /** {@code 1 / (1 + e^-this)}. */
  default Variable sigmoid() {
    return new Sigmoid().apply(self());
  }

  /** {@code this * sigmoid(this)}. */
  default Variable silu() {
    return new Silu().apply(self());
  }

  /** {@code max(this, 0)}; at 0 the gradient is 0. */
  default Variable relu() {
    return new Relu().apply(self());
  }

  /** {@code log(1 + e^this)}, without overflow. */
  default Variable softplus() {
    return new Softplus().apply(self());
  }

  /** {@code this * Phi(this)} with the exact normal distribution function Phi. */
  default Variable gelu() {
    return new Gelu().apply(self());
  }

  /** {@code this * tanh(softplus(this))}. */
  default Variable mish() {
    return new Mish().apply(self());
  }

  /** {@code this * clamp(this + 3, 0, 6) / 6}. */
  default Variable hardswish() {
    return new Hardswish().apply(self());
  }
}
