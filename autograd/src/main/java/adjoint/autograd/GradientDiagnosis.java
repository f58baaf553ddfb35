package adjoint.autograd;

import java.util.Arrays;
import java.util.Locale;

/**
 * Guesses from a wrong Jacobian what is wrong with the rule behind it. Rows stand for elements of
 * the output, columns for elements of the input.
 */
final class GradientDiagnosis {
  private final double[] analytic;
  private final double[] numeric;
  private final int[] outputShape;
  private final int[] inputShape;
  private final int columns;
  private final Agreement agreement;

  /** Whether two entries count as equal. */
  @FunctionalInterface
  interface Agreement {
    boolean agree(double analytic, double numeric);
  }

  GradientDiagnosis(
      double[] analytic,
      double[] numeric,
      int[] outputShape,
      int[] inputShape,
      Agreement agreement) {
    this.analytic = analytic;
    this.numeric = numeric;
    this.outputShape = outputShape;
    this.inputShape = inputShape;
    this.columns = Arrays.stream(inputShape).reduce(1, (a, b) -> a * b);
    this.agreement = agreement;
  }

  /** The first explanation that fits all entries, or null. */
  String likelyCause() {
    if (!Arrays.stream(numeric).allMatch(Double::isFinite)) {
      return "the point lies at the edge of the function's domain";
    }
    if (!Arrays.stream(analytic).allMatch(Double::isFinite)) {
      return "the rule divides by 0 or takes the logarithm of 0 here";
    }
    if (Arrays.stream(analytic).allMatch(value -> value == 0)) {
      return "no gradient reaches this input (null or zeros returned, or its history was detached)";
    }
    String factor = factor();
    if (factor != null) {
      return factor;
    }
    int[] swapped = transposition();
    if (swapped != null) {
      return "the gradient is transposed: dimensions "
          + swapped[0]
          + " and "
          + swapped[1]
          + " are exchanged";
    }
    if (isPart()) {
      return "a sum is missing: some output elements send no gradient back, as when a broadcast"
          + " input's gradient is taken from one of its repetitions";
    }
    if (isRearranged()) {
      return "the right numbers at the wrong elements: a wrong axis, index or order";
    }
    return null;
  }

  private String factor() {
    double product = 0;
    double square = 0;
    for (int e = 0; e < numeric.length; e++) {
      product += analytic[e] * numeric[e];
      square += numeric[e] * numeric[e];
    }
    double factor = product / square;
    if (!(Math.abs(factor) > 1e-9) || Double.isInfinite(factor)) {
      return null;
    }
    for (int e = 0; e < numeric.length; e++) {
      if (!agreement.agree(analytic[e] / factor, numeric[e])) {
        return null;
      }
    }
    if (Math.abs(factor + 1) < 1e-4) {
      return "the sign is wrong";
    }
    return "the gradient is too "
        + (Math.abs(factor) > 1 ? "large" : "small")
        + String.format(Locale.ROOT, " by the factor %.6g", factor)
        + sizeHint(factor);
  }

  private String sizeHint(double factor) {
    for (boolean output : new boolean[] {true, false}) {
      int[] shape = output ? outputShape : inputShape;
      for (int d = 0; d < shape.length; d++) {
        double ratio = factor > 1 ? factor / shape[d] : factor * shape[d];
        if (shape[d] > 1 && Math.abs(ratio - 1) < 1e-4) {
          return ", the size of dimension "
              + d
              + (output ? " of the output" : " of the input")
              + (factor > 1 ? " (a sum for a mean?)" : " inverted (a mean for a sum?)");
        }
      }
    }
    return "";
  }

  /** Two dimensions of the input whose exchange in every row makes the rows right, or null. */
  private int[] transposition() {
    for (int a = 0; a < inputShape.length; a++) {
      for (int b = a + 1; b < inputShape.length; b++) {
        if (inputShape[a] > 1 && inputShape[b] > 1 && isRightWithSwapped(a, b)) {
          return new int[] {a, b};
        }
      }
    }
    return null;
  }

  private boolean isRightWithSwapped(int a, int b) {
    int[] shape = inputShape.clone();
    shape[a] = inputShape[b];
    shape[b] = inputShape[a];
    for (int e = 0; e < numeric.length; e++) {
      int[] index = Anomalies.index(e % columns, inputShape);
      int swap = index[a];
      index[a] = index[b];
      index[b] = swap;
      int position = 0;
      for (int d = 0; d < shape.length; d++) {
        position = position * shape[d] + index[d];
      }
      if (!agreement.agree(analytic[e - e % columns + position], numeric[e])) {
        return false;
      }
    }
    return true;
  }

  /** Whether every row is either right or zero. */
  private boolean isPart() {
    for (int start = 0; start < numeric.length; start += columns) {
      boolean zero = true;
      boolean right = true;
      for (int e = start; e < start + columns; e++) {
        zero &= analytic[e] == 0;
        right &= agreement.agree(analytic[e], numeric[e]);
      }
      if (!zero && !right) {
        return false;
      }
    }
    return true;
  }

  /** Whether the entries are the right numbers in another order. */
  private boolean isRearranged() {
    double[] found = analytic.clone();
    double[] expected = numeric.clone();
    Arrays.sort(found);
    Arrays.sort(expected);
    for (int e = 0; e < found.length; e++) {
      if (!agreement.agree(found[e], expected[e])) {
        return false;
      }
    }
    return true;
  }
}
