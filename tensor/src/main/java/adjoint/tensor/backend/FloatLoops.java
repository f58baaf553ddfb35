package adjoint.tensor.backend;

/**
 * Loops over single-precision elements. In the plain ones all arrays share one index, which lets
 * the just-in-time compiler vectorise them; the others go through a function per element.
 */
final class FloatLoops {
  private FloatLoops() {}

  /** {@code out[i] = f(x[i])} for {@code start <= i < end}; both may be one array. */
  interface Unary {
    void apply(float[] x, float[] out, int start, int end);
  }

  /** {@code out[i] = f(a[i], b[i])} for {@code start <= i < end}; all may be one array. */
  interface Binary {
    void apply(float[] a, float[] b, float[] out, int start, int end);
  }

  private interface Function {
    float apply(float x);
  }

  static Unary of(UnaryOp op) {
    return switch (op) {
      case NEG -> FloatLoops::neg;
      case ABS -> FloatLoops::abs;
      case SIGN -> each(Math::signum);
      case SQUARE -> FloatLoops::square;
      case FLOOR -> each(x -> (float) Math.floor(x));
      case CEIL -> each(x -> (float) Math.ceil(x));
      case ROUND -> each(x -> (float) Math.rint(x));
      case RELU -> FloatLoops::relu;
      case RECIPROCAL -> FloatLoops::reciprocal;
      case SQRT -> FloatLoops::sqrt;
      case RSQRT -> FloatLoops::rsqrt;
      case EXP -> FloatLoops::exp;
      case EXPM1 -> each(FloatMath::expm1);
      case LOG -> FloatLoops::log;
      case LOG1P -> each(FloatMath::log1p);
      case SIN -> each(x -> (float) StrictMath.sin(x));
      case COS -> each(x -> (float) StrictMath.cos(x));
      case TAN -> each(x -> (float) StrictMath.tan(x));
      case ASIN -> each(x -> (float) StrictMath.asin(x));
      case ACOS -> each(x -> (float) StrictMath.acos(x));
      case ATAN -> each(x -> (float) StrictMath.atan(x));
      case SINH -> each(x -> (float) StrictMath.sinh(x));
      case COSH -> each(x -> (float) StrictMath.cosh(x));
      case TANH -> FloatLoops::tanh;
      case ERF -> each(x -> (float) DoubleMath.erf(x));
      case SIGMOID -> FloatLoops::sigmoid;
      case SILU -> FloatLoops::silu;
      case SOFTPLUS -> each(FloatMath::softplus);
      case GELU -> each(x -> (float) DoubleMath.gelu(x));
      case MISH -> each(FloatMath::mish);
      case HARDSWISH -> FloatLoops::hardswish;
    };
  }

  static Binary of(BinaryOp op) {
    return switch (op) {
      case ADD -> FloatLoops::add;
      case SUB -> FloatLoops::sub;
      case MUL -> FloatLoops::mul;
      case DIV -> FloatLoops::div;
      case POW -> FloatLoops::pow;
      case MAX -> FloatLoops::max;
      case MIN -> FloatLoops::min;
      case ATAN2 -> FloatLoops::atan2;
    };
  }

  private static Unary each(Function function) {
    return (x, out, start, end) -> {
      for (int i = start; i < end; i++) {
        out[i] = function.apply(x[i]);
      }
    };
  }

  private static void neg(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = -x[i];
    }
  }

  private static void abs(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  private static void square(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = x[i] * x[i];
    }
  }

  private static void relu(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = Math.max(x[i], 0f);
    }
  }

  private static void reciprocal(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = 1f / x[i];
    }
  }

  private static void sqrt(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void rsqrt(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = 1f / (float) Math.sqrt(x[i]);
    }
  }

  private static void exp(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.exp(x[i]);
    }
  }

  private static void log(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.log(x[i]);
    }
  }

  private static void tanh(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.tanh(x[i]);
    }
  }

  private static void sigmoid(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.sigmoid(x[i]);
    }
  }

  private static void silu(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.silu(x[i]);
    }
  }

  private static void hardswish(float[] x, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = FloatMath.hardswish(x[i]);
    }
  }

  private static void add(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void sub(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void mul(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void div(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private static void pow(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = (float) StrictMath.pow(a[i], b[i]);
    }
  }

  private static void max(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void min(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void atan2(float[] a, float[] b, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = (float) StrictMath.atan2(a[i], b[i]);
    }
  }

  /** {@code out[i] = fma(scale, x[i], out[i])}. */
  static void addScaled(float[] x, float scale, float[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = Math.fma(scale, x[i], out[i]);
    }
  }
}
