package adjoint.tensor.backend;

/** Functions of one element; {@link adjoint.tensor.ElementwiseMethods} defines each of them. */
public enum UnaryOp {
  NEG(true),
  ABS(true),
  SIGN(true),
  SQUARE(true),
  FLOOR(true),
  CEIL(true),
  ROUND(true),
  RELU(true),
  RECIPROCAL(false),
  SQRT(false),
  RSQRT(false),
  EXP(false),
  EXPM1(false),
  LOG(false),
  LOG1P(false),
  SIN(false),
  COS(false),
  TAN(false),
  ASIN(false),
  ACOS(false),
  ATAN(false),
  SINH(false),
  COSH(false),
  TANH(false),
  ERF(false),
  SIGMOID(false),
  SILU(false),
  SOFTPLUS(false),
  GELU(false),
  MISH(false),
  HARDSWISH(false);

  private final boolean keepsIntegers;

  UnaryOp(boolean keepsIntegers) {
    this.keepsIntegers = keepsIntegers;
  }

  /** Whether integers stay integers; otherwise they become F32 first. */
  public boolean keepsIntegers() {
    return keepsIntegers;
  }
}
