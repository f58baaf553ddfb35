package adjoint.tensor.backend;

import java.util.Arrays;

/** The eight partial results of a reduction, see {@link Backend#reduce}. */
final class Lanes {
  static final int COUNT = 8;

  private Lanes() {}

  /** Sets lanes to the result of no elements. */
  static void start(ReduceOp op, double[] lanes) {
    Arrays.fill(
        lanes,
        switch (op) {
          case SUM -> 0;
          case PROD -> 1;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        });
  }

  /** Adds element i of {@code x} to lane i mod 8, for the first {@code count} elements. */
  static void accumulate(ReduceOp op, double[] x, int count, double[] lanes) {
    int whole = count - count % COUNT;
    if (op == ReduceOp.SUM) {
      accumulateSum(x, whole, lanes);
    } else {
      for (int i = 0; i < whole; i++) {
        lanes[i % COUNT] = apply(op, lanes[i % COUNT], x[i]);
      }
    }
    for (int i = whole; i < count; i++) {
      lanes[i - whole] = apply(op, lanes[i - whole], x[i]);
    }
  }

  private static void accumulateSum(double[] x, int count, double[] lanes) {
    double lane0 = lanes[0];
    double lane1 = lanes[1];
    double lane2 = lanes[2];
    double lane3 = lanes[3];
    double lane4 = lanes[4];
    double lane5 = lanes[5];
    double lane6 = lanes[6];
    double lane7 = lanes[7];
    for (int i = 0; i < count; i += COUNT) {
      lane0 += x[i];
      lane1 += x[i + 1];
      lane2 += x[i + 2];
      lane3 += x[i + 3];
      lane4 += x[i + 4];
      lane5 += x[i + 5];
      lane6 += x[i + 6];
      lane7 += x[i + 7];
    }
    lanes[0] = lane0;
    lanes[1] = lane1;
    lanes[2] = lane2;
    lanes[3] = lane3;
    lanes[4] = lane4;
    lanes[5] = lane5;
    lanes[6] = lane6;
    lanes[7] = lane7;
  }

  /** {@code lanes[j] = op(lanes[j], x[j])}. */
  static void accumulateEach(ReduceOp op, double[] x, double[] lanes) {
    if (op == ReduceOp.SUM) {
      for (int j = 0; j < lanes.length; j++) {
        lanes[j] += x[j];
      }
    } else {
      for (int j = 0; j < lanes.length; j++) {
        lanes[j] = apply(op, lanes[j], x[j]);
      }
    }
  }

  /** The result of eight lanes. */
  static double combine(ReduceOp op, double[] lanes) {
    double even = apply(op, apply(op, lanes[0], lanes[4]), apply(op, lanes[2], lanes[6]));
    double odd = apply(op, apply(op, lanes[1], lanes[5]), apply(op, lanes[3], lanes[7]));
    return apply(op, even, odd);
  }

  private static double apply(ReduceOp op, double a, double b) {
    return switch (op) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  /** The result of no integers. */
  static long startLong(ReduceOp op) {
    return switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> Long.MIN_VALUE;
      case MIN -> Long.MAX_VALUE;
    };
  }

  /** Integers need no lanes: the order does not matter. */
  static long accumulateLongs(ReduceOp op, long[] x, int count, long start) {
    long result = start;
    for (int i = 0; i < count; i++) {
      result =
          switch (op) {
            case SUM -> result + x[i];
            case PROD -> result * x[i];
            case MAX -> Math.max(result, x[i]);
            case MIN -> Math.min(result, x[i]);
          };
    }
    return result;
  }
}
