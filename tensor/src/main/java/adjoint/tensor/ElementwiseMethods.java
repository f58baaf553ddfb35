package adjoint.tensor;

import adjoint.tensor.backend.BinaryOp;
import adjoint.tensor.backend.CompareOp;
import adjoint.tensor.backend.UnaryOp;
import adjoint.tensor.ops.Elementwise;

/**
 * Arithmetic, comparisons and functions of single elements.
 *
 * <p>Two operands {@linkplain Layout#broadcast broadcast} and are {@linkplain DType#promote
 * promoted} to a common type. A Java number takes the tensor's type; where an integer tensor meets
 * a number that its type cannot hold, the first of I32, I64 and F32 that can. Integers wrap around
 * like Java's. Functions with real values (exp, division, ...) turn integers into F32. Half types
 * throw {@link DTypeException}, shapes that do not broadcast {@link ShapeException}.
 */
public sealed interface ElementwiseMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** {@code this + other}. */
  default Tensor add(Tensor other) {
    return Elementwise.binary(BinaryOp.ADD, self(), other);
  }

  /** {@code this + other}. */
  default Tensor add(double other) {
    return Elementwise.binary(BinaryOp.ADD, self(), other);
  }

  /** {@code this - other}. */
  default Tensor sub(Tensor other) {
    return Elementwise.binary(BinaryOp.SUB, self(), other);
  }

  /** {@code this - other}. */
  default Tensor sub(double other) {
    return Elementwise.binary(BinaryOp.SUB, self(), other);
  }

  /** {@code this * other}. */
  default Tensor mul(Tensor other) {
    return Elementwise.binary(BinaryOp.MUL, self(), other);
  }

  /** {@code this * other}. */
  default Tensor mul(double other) {
    return Elementwise.binary(BinaryOp.MUL, self(), other);
  }

  /** {@code this / other}; integers divide as F32. */
  default Tensor div(Tensor other) {
    return Elementwise.binary(BinaryOp.DIV, self(), other);
  }

  /** {@code this / other}; integers divide as F32. */
  default Tensor div(double other) {
    return Elementwise.binary(BinaryOp.DIV, self(), other);
  }

  /** {@code this ^ exponent}, as {@link Math#pow}. */
  default Tensor pow(Tensor exponent) {
    return Elementwise.binary(BinaryOp.POW, self(), exponent);
  }

  /** {@code this ^ exponent}, as {@link Math#pow}. */
  default Tensor pow(double exponent) {
    return Elementwise.binary(BinaryOp.POW, self(), exponent);
  }

  /** The larger of two elements; NaN where either is NaN. */
  default Tensor maximum(Tensor other) {
    return Elementwise.binary(BinaryOp.MAX, self(), other);
  }

  /** The larger of an element and a number; NaN where the element is NaN. */
  default Tensor maximum(double other) {
    return Elementwise.binary(BinaryOp.MAX, self(), other);
  }

  /** The smaller of two elements; NaN where either is NaN. */
  default Tensor minimum(Tensor other) {
    return Elementwise.binary(BinaryOp.MIN, self(), other);
  }

  /** The smaller of an element and a number; NaN where the element is NaN. */
  default Tensor minimum(double other) {
    return Elementwise.binary(BinaryOp.MIN, self(), other);
  }

  /** The angle of the point (other, this), as {@link Math#atan2}. */
  default Tensor atan2(Tensor other) {
    return Elementwise.binary(BinaryOp.ATAN2, self(), other);
  }

  /** {@code min(max(this, low), high)}; NaN stays. */
  default Tensor clamp(double low, double high) {
    return Elementwise.clamp(self(), low, high);
  }

  /** BOOL: {@code this == other}. */
  default Tensor eq(Tensor other) {
    return Elementwise.compare(CompareOp.EQ, self(), other);
  }

  /** BOOL: {@code this == other}. */
  default Tensor eq(double other) {
    return Elementwise.compare(CompareOp.EQ, self(), other);
  }

  /** BOOL: {@code this != other}. */
  default Tensor ne(Tensor other) {
    return Elementwise.compare(CompareOp.NE, self(), other);
  }

  /** BOOL: {@code this != other}. */
  default Tensor ne(double other) {
    return Elementwise.compare(CompareOp.NE, self(), other);
  }

  /** BOOL: {@code this < other}. */
  default Tensor lt(Tensor other) {
    return Elementwise.compare(CompareOp.LT, self(), other);
  }

  /** BOOL: {@code this < other}. */
  default Tensor lt(double other) {
    return Elementwise.compare(CompareOp.LT, self(), other);
  }

  /** BOOL: {@code this <= other}. */
  default Tensor le(Tensor other) {
    return Elementwise.compare(CompareOp.LE, self(), other);
  }

  /** BOOL: {@code this <= other}. */
  default Tensor le(double other) {
    return Elementwise.compare(CompareOp.LE, self(), other);
  }

  /** BOOL: {@code this > other}. */
  default Tensor gt(Tensor other) {
    return Elementwise.compare(CompareOp.GT, self(), other);
  }

  /** BOOL: {@code this > other}. */
  default Tensor gt(double other) {
    return Elementwise.compare(CompareOp.GT, self(), other);
  }

  /** BOOL: {@code this >= other}. */
  default Tensor ge(Tensor other) {
    return Elementwise.compare(CompareOp.GE, self(), other);
  }

  /** BOOL: {@code this >= other}. */
  default Tensor ge(double other) {
    return Elementwise.compare(CompareOp.GE, self(), other);
  }

  /** Both true; BOOL tensors only. */
  default Tensor and(Tensor other) {
    return Elementwise.logical(BinaryOp.MIN, self(), other);
  }

  /** At least one true; BOOL tensors only. */
  default Tensor or(Tensor other) {
    return Elementwise.logical(BinaryOp.MAX, self(), other);
  }

  /** True where this is false; BOOL tensors only. */
  default Tensor not() {
    return Elementwise.not(self());
  }

  /** BOOL: whether the element is neither infinite nor NaN. */
  default Tensor isFinite() {
    return Elementwise.isFinite(self());
  }

  /** {@code -this}. */
  default Tensor neg() {
    return Elementwise.unary(UnaryOp.NEG, self());
  }

  /** {@code |this|}. */
  default Tensor abs() {
    return Elementwise.unary(UnaryOp.ABS, self());
  }

  /** -1, 0 or 1; NaN stays. */
  default Tensor sign() {
    return Elementwise.unary(UnaryOp.SIGN, self());
  }

  /** {@code this * this}. */
  default Tensor square() {
    return Elementwise.unary(UnaryOp.SQUARE, self());
  }

  /** {@code 1 / this}. */
  default Tensor reciprocal() {
    return Elementwise.unary(UnaryOp.RECIPROCAL, self());
  }

  /** The square root. */
  default Tensor sqrt() {
    return Elementwise.unary(UnaryOp.SQRT, self());
  }

  /** {@code 1 / sqrt(this)}. */
  default Tensor rsqrt() {
    return Elementwise.unary(UnaryOp.RSQRT, self());
  }

  /** {@code e ^ this}. */
  default Tensor exp() {
    return Elementwise.unary(UnaryOp.EXP, self());
  }

  /** {@code e ^ this - 1}, exact near 0. */
  default Tensor expm1() {
    return Elementwise.unary(UnaryOp.EXPM1, self());
  }

  /** The natural logarithm. */
  default Tensor log() {
    return Elementwise.unary(UnaryOp.LOG, self());
  }

  /** {@code log(1 + this)}, exact near 0. */
  default Tensor log1p() {
    return Elementwise.unary(UnaryOp.LOG1P, self());
  }

  /** The sine of an angle in radians. */
  default Tensor sin() {
    return Elementwise.unary(UnaryOp.SIN, self());
  }

  /** The cosine of an angle in radians. */
  default Tensor cos() {
    return Elementwise.unary(UnaryOp.COS, self());
  }

  /** The tangent of an angle in radians. */
  default Tensor tan() {
    return Elementwise.unary(UnaryOp.TAN, self());
  }

  /** The inverse sine, in radians. */
  default Tensor asin() {
    return Elementwise.unary(UnaryOp.ASIN, self());
  }

  /** The inverse cosine, in radians. */
  default Tensor acos() {
    return Elementwise.unary(UnaryOp.ACOS, self());
  }

  /** The inverse tangent, in radians. */
  default Tensor atan() {
    return Elementwise.unary(UnaryOp.ATAN, self());
  }

  /** The hyperbolic sine. */
  default Tensor sinh() {
    return Elementwise.unary(UnaryOp.SINH, self());
  }

  /** The hyperbolic cosine. */
  default Tensor cosh() {
    return Elementwise.unary(UnaryOp.COSH, self());
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Elementwise.unary(UnaryOp.TANH, self());
  }

  /** The error function {@code 2 / sqrt(pi) * integral of e^(-t^2) from 0 to this}. */
  default Tensor erf() {
    return Elementwise.unary(UnaryOp.ERF, self());
  }

  /** The logistic function {@code 1 / (1 + e^-this)}. */
  default Tensor sigmoid() {
    return Elementwise.unary(UnaryOp.SIGMOID, self());
  }

  /** {@code this * sigmoid(this)}. */
  default Tensor silu() {
    return Elementwise.unary(UnaryOp.SILU, self());
  }

  /**
   * With this = x and the gradient dL/dy of {@link #silu}: dL/dx, F32.
   *
   * @throws DTypeException if either is not F32
   * @throws ShapeException if the shapes differ
   */
  default Tensor siluGradient(Tensor gradient) {
    return Elementwise.siluGradient(self(), gradient);
  }

  /** {@code max(this, 0)}; NaN stays. */
  default Tensor relu() {
    return Elementwise.unary(UnaryOp.RELU, self());
  }

  /** {@code log(1 + e^this)}, without overflow. */
  default Tensor softplus() {
    return Elementwise.unary(UnaryOp.SOFTPLUS, self());
  }

  /** {@code this * Phi(this)} with the exact normal distribution function Phi. */
  default Tensor gelu() {
    return Elementwise.unary(UnaryOp.GELU, self());
  }

  /** {@code this * tanh(softplus(this))}. */
  default Tensor mish() {
    return Elementwise.unary(UnaryOp.MISH, self());
  }

  /** {@code this * clamp(this + 3, 0, 6) / 6}. */
  default Tensor hardswish() {
    return Elementwise.unary(UnaryOp.HARDSWISH, self());
  }

  /** The element where it is positive, {@code slope * this} otherwise. */
  default Tensor leakyRelu(double slope) {
    return Elementwise.leakyRelu(self(), slope);
  }

  /** The largest integer not above the element. */
  default Tensor floor() {
    return Elementwise.unary(UnaryOp.FLOOR, self());
  }

  /** The smallest integer not below the element. */
  default Tensor ceil() {
    return Elementwise.unary(UnaryOp.CEIL, self());
  }

  /** The nearest integer, ties to even. */
  default Tensor round() {
    return Elementwise.unary(UnaryOp.ROUND, self());
  }
}
