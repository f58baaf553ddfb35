package adjoint.tensor.backend;

import adjoint.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions of one element. */
final class ScalarUnary {
  private ScalarUnary() {}

  static void apply(UnaryOp op, Tensor x, Tensor out) {
    switch (x.dtype()) {
      case F32 -> applyFloats(FloatLoops.of(op), x, out);
      case F64 -> applyDoubles(ofDoubles(op), x, out);
      default -> applyLongs(ofLongs(op), x, out);
    }
  }

  private static void applyFloats(FloatLoops.Unary loop, Tensor x, Tensor out) {
    float[] target = out.storage().floats();
    if (x.isContiguous() && x.layout().offset() == 0) {
      float[] source = x.storage().floats();
      Blocks.ranges(out.elementCount(), (start, end) -> loop.apply(source, target, start, end));
      return;
    }
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          RowMajorReader reader = new RowMajorReader(x);
          reader.seek(start);
          float[] buffer = new float[Math.min(Blocks.BLOCK, end - start)];
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            reader.next(count, buffer, 0);
            loop.apply(buffer, buffer, 0, count);
            System.arraycopy(buffer, 0, target, i, count);
          }
        });
  }

  private static void applyDoubles(DoubleUnaryOperator function, Tensor x, Tensor out) {
    double[] target = out.storage().doubles();
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          RowMajorReader reader = new RowMajorReader(x);
          reader.seek(start);
          reader.next(end - start, target, start);
          for (int i = start; i < end; i++) {
            target[i] = function.applyAsDouble(target[i]);
          }
        });
  }

  private static void applyLongs(LongUnaryOperator function, Tensor x, Tensor out) {
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          RowMajorReader reader = new RowMajorReader(x);
          RowMajorWriter writer = new RowMajorWriter(out);
          reader.seek(start);
          writer.seek(start);
          long[] buffer = new long[Math.min(Blocks.BLOCK, end - start)];
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            reader.next(count, buffer, 0);
            for (int k = 0; k < count; k++) {
              buffer[k] = function.applyAsLong(buffer[k]);
            }
            writer.next(count, buffer, 0);
          }
        });
  }

  private static DoubleUnaryOperator ofDoubles(UnaryOp op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case SQUARE -> x -> x * x;
      case FLOOR -> Math::floor;
      case CEIL -> Math::ceil;
      case ROUND -> Math::rint;
      case RELU -> x -> Math.max(x, 0);
      case RECIPROCAL -> x -> 1 / x;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TAN -> StrictMath::tan;
      case ASIN -> StrictMath::asin;
      case ACOS -> StrictMath::acos;
      case ATAN -> StrictMath::atan;
      case SINH -> StrictMath::sinh;
      case COSH -> StrictMath::cosh;
      case TANH -> StrictMath::tanh;
      case ERF -> DoubleMath::erf;
      case SIGMOID -> DoubleMath::sigmoid;
      case SILU -> DoubleMath::silu;
      case SOFTPLUS -> DoubleMath::softplus;
      case GELU -> DoubleMath::gelu;
      case MISH -> DoubleMath::mish;
      case HARDSWISH -> DoubleMath::hardswish;
    };
  }

  private static LongUnaryOperator ofLongs(UnaryOp op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Long::signum;
      case SQUARE -> x -> x * x;
      case FLOOR, CEIL, ROUND -> x -> x;
      case RELU -> x -> Math.max(x, 0);
      default ->
          throw new IllegalArgumentException(op + " is not defined on integers; convert first");
    };
  }
}
