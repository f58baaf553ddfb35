package adjoint.tensor.backend;

import adjoint.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions of two elements, and {@code out += scale * x}. */
final class ScalarBinary {
  private ScalarBinary() {}

  static void apply(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    switch (out.dtype()) {
      case F32 -> applyFloats(FloatLoops.of(op), a, b, out);
      case F64 -> applyDoubles(ofDoubles(op), a, b, out);
      default -> applyLongs(ofLongs(op), a, b, out);
    }
  }

  private static boolean startsAtZero(Tensor x) {
    return x.isContiguous() && x.layout().offset() == 0;
  }

  private static void applyFloats(FloatLoops.Binary loop, Tensor a, Tensor b, Tensor out) {
    float[] target = out.storage().floats();
    if (startsAtZero(a) && startsAtZero(b)) {
      float[] first = a.storage().floats();
      float[] second = b.storage().floats();
      Blocks.ranges(
          out.elementCount(), (start, end) -> loop.apply(first, second, target, start, end));
      return;
    }
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<float[]> first = new Operand<>(a, start, size, new float[size]);
          Operand<float[]> second = new Operand<>(b, start, size, new float[size]);
          float[] result = new float[size];
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            loop.apply(first.next(count), second.next(count), result, 0, count);
            System.arraycopy(result, 0, target, i, count);
          }
        });
  }

  private static void applyDoubles(DoubleBinaryOperator function, Tensor a, Tensor b, Tensor out) {
    double[] target = out.storage().doubles();
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<double[]> first = new Operand<>(a, start, size, new double[size]);
          Operand<double[]> second = new Operand<>(b, start, size, new double[size]);
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            double[] left = first.next(count);
            double[] right = second.next(count);
            for (int k = 0; k < count; k++) {
              target[i + k] = function.applyAsDouble(left[k], right[k]);
            }
          }
        });
  }

  private static void applyLongs(LongBinaryOperator function, Tensor a, Tensor b, Tensor out) {
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<long[]> first = new Operand<>(a, start, size, new long[size]);
          Operand<long[]> second = new Operand<>(b, start, size, new long[size]);
          RowMajorWriter writer = new RowMajorWriter(out);
          writer.seek(start);
          long[] result = new long[size];
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            long[] left = first.next(count);
            long[] right = second.next(count);
            for (int k = 0; k < count; k++) {
              result[k] = function.applyAsLong(left[k], right[k]);
            }
            writer.next(count, result, 0);
          }
        });
  }

  private static DoubleBinaryOperator ofDoubles(BinaryOp op) {
    return switch (op) {
      case ADD -> Double::sum;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case POW -> StrictMath::pow;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case ATAN2 -> StrictMath::atan2;
    };
  }

  private static LongBinaryOperator ofLongs(BinaryOp op) {
    return switch (op) {
      case ADD -> Long::sum;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case POW -> ScalarBinary::power;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case DIV, ATAN2 ->
          throw new IllegalArgumentException(op + " is not defined on integers; convert first");
    };
  }

  /** Exact modulo 2^64; a negative exponent gives the real power, truncated. */
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return (long) StrictMath.pow(base, exponent);
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  static void addScaled(Tensor x, double scale, Tensor out) {
    switch (out.dtype()) {
      case F32 -> addScaledFloats(x, (float) scale, out);
      case F64 -> addScaledDoubles(x, scale, out);
      default -> throw new IllegalArgumentException("addScaled is not defined on " + out.dtype());
    }
  }

  private static void addScaledFloats(Tensor x, float scale, Tensor out) {
    if (startsAtZero(x) && startsAtZero(out)) {
      float[] source = x.storage().floats();
      float[] target = out.storage().floats();
      Blocks.ranges(
          out.elementCount(),
          (start, end) -> FloatLoops.addScaled(source, scale, target, start, end));
      return;
    }
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<float[]> source = new Operand<>(x, start, size, new float[size]);
          Operand<float[]> target = new Operand<>(out, start, size, new float[size]);
          RowMajorWriter writer = new RowMajorWriter(out);
          writer.seek(start);
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            float[] sum = target.next(count);
            FloatLoops.addScaled(source.next(count), scale, sum, 0, count);
            writer.next(count, sum, 0);
          }
        });
  }

  private static void addScaledDoubles(Tensor x, double scale, Tensor out) {
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<double[]> source = new Operand<>(x, start, size, new double[size]);
          Operand<double[]> target = new Operand<>(out, start, size, new double[size]);
          RowMajorWriter writer = new RowMajorWriter(out);
          writer.seek(start);
          for (int i = start; i < end; i += Blocks.BLOCK) {
            int count = Math.min(Blocks.BLOCK, end - i);
            double[] term = source.next(count);
            double[] sum = target.next(count);
            for (int k = 0; k < count; k++) {
              sum[k] = Math.fma(scale, term[k], sum[k]);
            }
            writer.next(count, sum, 0);
          }
        });
  }
}
