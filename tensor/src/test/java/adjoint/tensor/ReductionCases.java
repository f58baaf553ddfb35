package adjoint.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The reductions that take any dimensions, each with a plain reference. */
final class ReductionCases {
  static final double INFINITY = Double.POSITIVE_INFINITY;

  enum Result {
    SAME,
    WIDE,
    REAL
  }

  interface Call {
    Tensor apply(Tensor x, int[] dimensions, boolean keep);
  }

  /** A reduction of some dimensions; without elements it throws if {@code choosing}. */
  record Reduction(
      String name,
      Call call,
      ToDoubleFunction<double[]> reference,
      double ulps,
      Result of,
      boolean choosing) {}

  static double sum(double... x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum;
  }

  static double max(double... x) {
    double max = -INFINITY;
    for (double value : x) {
      max = Math.max(max, value);
    }
    return max;
  }

  static double min(double... x) {
    return -max(Arrays.stream(x).map(value -> -value).toArray());
  }

  static double prod(double... x) {
    double product = 1;
    for (double value : x) {
      product *= value;
    }
    return product;
  }

  static double var(double[] x, int correction) {
    double mean = sum(x) / x.length;
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return squares / Math.max(0, x.length - correction);
  }

  static double norm(double[] x, double p) {
    double[] magnitudes = Arrays.stream(x).map(Math::abs).toArray();
    if (p == INFINITY) {
      return max(magnitudes);
    }
    if (p == -INFINITY) {
      return min(magnitudes);
    }
    double powers = 0;
    for (double value : magnitudes) {
      powers += p == 0 ? Math.signum(value) : Math.pow(value, p);
    }
    return p == 0 ? powers : Math.pow(powers, 1 / p);
  }

  static double logSumExp(double... x) {
    double max = max(x);
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value - max);
    }
    return x.length == 0 ? -INFINITY : max + Math.log(sum);
  }

  /** Calls the overload without {@code keep} where it is not wanted. */
  static final List<Reduction> ALL =
      List.of(
          new Reduction(
              "sum",
              (x, d, keep) -> keep ? x.sum(d, true) : x.sum(d),
              ReductionCases::sum,
              4,
              Result.WIDE,
              false),
          new Reduction(
              "prod",
              (x, d, keep) -> keep ? x.prod(d, true) : x.prod(d),
              ReductionCases::prod,
              200,
              Result.WIDE,
              false),
          new Reduction(
              "mean",
              (x, d, keep) -> keep ? x.mean(d, true) : x.mean(d),
              x -> sum(x) / x.length,
              4,
              Result.REAL,
              false),
          new Reduction(
              "max",
              (x, d, keep) -> keep ? x.max(d, true) : x.max(d),
              ReductionCases::max,
              0,
              Result.SAME,
              true),
          new Reduction(
              "min",
              (x, d, keep) -> keep ? x.min(d, true) : x.min(d),
              ReductionCases::min,
              0,
              Result.SAME,
              true),
          new Reduction(
              "var", (x, d, keep) -> x.var(d, 0, keep), x -> var(x, 0), 20, Result.REAL, false),
          new Reduction(
              "unbiased var",
              (x, d, keep) -> x.var(d, 1, keep),
              x -> var(x, 1),
              20,
              Result.REAL,
              false));

  private ReductionCases() {}
}
