package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.BinaryOp;
import adjoint.tensor.backend.CompareOp;
import adjoint.tensor.backend.UnaryOp;
import java.util.Arrays;
import java.util.Locale;

/** Elementwise operations: checks, broadcasting and promotion in front of the backend. */
public final class Elementwise {
  private Elementwise() {}

  private static String name(Enum<?> op) {
    return op.name().toLowerCase(Locale.ROOT);
  }

  private static Tensor expand(String operation, Tensor x, int[] shape) {
    return Tensor.of(x.storage(), x.layout().expand(operation, shape));
  }

  /** {@code op} of every element. */
  public static Tensor unary(UnaryOp op, Tensor x) {
    x.dtype().requireComputable(name(op));
    DType dtype = op.keepsIntegers() ? x.dtype() : x.dtype().orF32(name(op));
    Tensor out = Creation.result(dtype, x.shape());
    Backends.current().unary(op, x.to(dtype), out);
    return out;
  }

  /** See {@link adjoint.tensor.ElementwiseMethods#siluGradient}. */
  public static Tensor siluGradient(Tensor x, Tensor gradient) {
    if (x.dtype() != DType.F32 || gradient.dtype() != DType.F32) {
      throw new DTypeException(
          "siluGradient: takes F32, not " + x.dtype() + " and " + gradient.dtype());
    }
    Checks.gradientShape("siluGradient", gradient, x.shape());
    Tensor out = Creation.result(DType.F32, x.shape());
    Backends.current().siluGradient(x.contiguous(), gradient.contiguous(), out);
    return out;
  }

  /** {@code op} of two tensors that are broadcast and promoted. */
  public static Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    DType dtype = DType.promote(name(op), a.dtype(), b.dtype());
    boolean real = op == BinaryOp.DIV || op == BinaryOp.ATAN2;
    return binary(op, a, b, real ? dtype.orF32(name(op)) : dtype);
  }

  private static Tensor binary(BinaryOp op, Tensor a, Tensor b, DType dtype) {
    int[] shape = Layout.broadcast(name(op), a.shape(), b.shape());
    Tensor out = Creation.result(dtype, shape);
    Tensor left = expand(name(op), a.to(dtype), shape);
    Tensor right = expand(name(op), b.to(dtype), shape);
    Backends.current().binary(op, left, right, out);
    return out;
  }

  /** {@code op} of a tensor and a number. */
  public static Tensor binary(BinaryOp op, Tensor a, double b) {
    if (op == BinaryOp.POW && b == 2) {
      return unary(UnaryOp.SQUARE, a);
    }
    DType dtype = withNumber(name(op), a.dtype(), b);
    boolean real = op == BinaryOp.DIV || op == BinaryOp.ATAN2;
    DType result = real ? dtype.orF32(name(op)) : dtype;
    return binary(op, a, Tensor.scalar(result, b), result);
  }

  /**
   * The type in which a tensor of type {@code dtype} meets a number: its own if that can hold the
   * number; for integers otherwise I32 or I64 if that can, else F32.
   */
  static DType withNumber(String operation, DType dtype, double number) {
    dtype.requireComputable(operation);
    if (dtype.isFloating()) {
      return dtype;
    }
    if (number != Math.rint(number) || Math.abs(number) >= 0x1p63) {
      return DType.F32;
    }
    boolean fits =
        switch (dtype) {
          case BOOL -> number == 0 || number == 1;
          case U8 -> number >= 0 && number <= 255;
          case I32 -> number == (int) number;
          default -> true;
        };
    return fits ? dtype : number == (int) number ? DType.I32 : DType.I64;
  }

  /** BOOL: whether {@code op} holds. */
  public static Tensor compare(CompareOp op, Tensor a, Tensor b) {
    DType dtype = DType.promote(name(op), a.dtype(), b.dtype());
    int[] shape = Layout.broadcast(name(op), a.shape(), b.shape());
    Tensor out = Tensor.zeros(DType.BOOL, shape);
    Tensor left = expand(name(op), a.to(dtype), shape);
    Tensor right = expand(name(op), b.to(dtype), shape);
    Backends.current().compare(op, left, right, out);
    return out;
  }

  /** BOOL: whether {@code op} holds; integers are compared exactly, with any number. */
  public static Tensor compare(CompareOp op, Tensor a, double b) {
    DType dtype = withNumber(name(op), a.dtype(), b);
    boolean fraction = dtype.isFloating() && !a.dtype().isFloating();
    return compare(op, a, Tensor.scalar(fraction ? DType.F64 : dtype, b));
  }

  /** Truth values combined: {@code MIN} is "and", {@code MAX} is "or". */
  public static Tensor logical(BinaryOp op, Tensor a, Tensor b) {
    String operation = op == BinaryOp.MIN ? "and" : "or";
    requireBool(operation, a);
    requireBool(operation, b);
    return binary(op, a, b, DType.BOOL);
  }

  /** The opposite truth values. */
  public static Tensor not(Tensor x) {
    requireBool("not", x);
    return compare(CompareOp.EQ, x, 0);
  }

  static void requireBool(String operation, Tensor x) {
    if (x.dtype() != DType.BOOL) {
      throw new DTypeException(operation + ": takes BOOL tensors, not " + x.dtype());
    }
  }

  /** BOOL: neither infinite nor NaN. */
  public static Tensor isFinite(Tensor x) {
    x.dtype().requireComputable("isFinite");
    if (!x.dtype().isFloating()) {
      return Tensor.ones(DType.BOOL, x.shape());
    }
    return compare(CompareOp.LT, unary(UnaryOp.ABS, x), Double.POSITIVE_INFINITY);
  }

  /** {@code min(max(x, low), high)}; an infinite bound is no bound. */
  public static Tensor clamp(Tensor x, double low, double high) {
    x.dtype().requireComputable("clamp");
    boolean noLow = low == Double.NEGATIVE_INFINITY;
    boolean noHigh = high == Double.POSITIVE_INFINITY;
    Tensor raised = noLow ? x : binary(BinaryOp.MAX, x, low);
    if (noHigh) {
      return noLow ? x.copy() : raised;
    }
    return binary(BinaryOp.MIN, raised, high);
  }

  /**
   * The element where it is positive, {@code slope} times it otherwise. For floating types that is
   * the larger of the two for slopes up to 1, else the smaller.
   */
  public static Tensor leakyRelu(Tensor x, double slope) {
    if (slope == 0) {
      return unary(UnaryOp.RELU, x);
    }
    Tensor scaled = binary(BinaryOp.MUL, x, slope);
    if (!x.dtype().isFloating()) {
      // The product may have wrapped around, so that its size says nothing.
      return where(compare(CompareOp.GT, x, 0), x, scaled);
    }
    return binary(slope <= 1 ? BinaryOp.MAX : BinaryOp.MIN, x, scaled);
  }

  /** {@code condition ? a : b}. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    requireBool("where", condition);
    DType dtype = DType.promote("where", a.dtype(), b.dtype());
    int[] values = Layout.broadcast("where", a.shape(), b.shape());
    int[] shape = Layout.broadcast("where", condition.shape(), values);
    Tensor out = Creation.result(dtype, shape);
    Tensor left = expand("where", a.to(dtype), shape);
    Tensor right = expand("where", b.to(dtype), shape);
    Backends.current().where(expand("where", condition, shape), left, right, out);
    return out;
  }

  /** A contiguous copy of the given type. */
  public static Tensor copy(Tensor x, DType dtype) {
    Tensor out = Creation.result(dtype, x.shape());
    Backends.current().copy(x, out);
    return out;
  }

  /** {@code |a - b| <= atol + rtol * |b|} everywhere; equal infinities and two NaNs are close. */
  public static boolean allClose(Tensor a, Tensor b, double rtol, double atol) {
    if (!a.layout().sameShape(b.layout())) {
      return false;
    }
    double[] left = a.toDoubleArray();
    double[] right = b.toDoubleArray();
    for (int i = 0; i < left.length; i++) {
      boolean same = left[i] == right[i] || Double.isNaN(left[i]) && Double.isNaN(right[i]);
      boolean finite = Double.isFinite(left[i]) && Double.isFinite(right[i]);
      boolean near = finite && Math.abs(left[i] - right[i]) <= atol + rtol * Math.abs(right[i]);
      if (!same && !near) {
        return false;
      }
    }
    return true;
  }

  /** Same type, shape and bits; all NaNs count as the same. */
  public static boolean sameBits(Tensor a, Tensor b) {
    if (a.dtype() != b.dtype() || !a.layout().sameShape(b.layout())) {
      return false;
    }
    if (!a.dtype().isFloating()) {
      return Arrays.equals(a.toLongArray(), b.toLongArray());
    }
    // Doubles hold every floating type exactly; Arrays.equals tells 0 from -0 and equates NaNs.
    return Arrays.equals(a.toDoubleArray(), b.toDoubleArray());
  }
}
