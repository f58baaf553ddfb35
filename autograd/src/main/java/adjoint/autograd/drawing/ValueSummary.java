package adjoint.autograd.drawing;

import adjoint.autograd.Graph;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/** Types, shapes and numbers in few characters. */
public final class ValueSummary {
  private static final int FEW = 6;

  private ValueSummary() {}

  /** The type and sizes, such as {@code F32[2, 3]}. */
  public static String type(Graph.Value value) {
    return value.dtype() == null ? "unused" : value.dtype() + Arrays.toString(value.shape());
  }

  /** The elements if they are few, otherwise their range and mean. */
  public static String numbers(Tensor x) {
    if (x.elementCount() <= FEW) {
      int[] position = {0};
      return nested(x.toDoubleArray(), x.shape(), 0, position);
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int unordered = 0;
    for (double element : x.toDoubleArray()) {
      if (Double.isNaN(element)) {
        unordered++;
      } else {
        low = Math.min(low, element);
        high = Math.max(high, element);
        sum += element;
      }
    }
    int count = x.elementCount() - unordered;
    String notNumbers = unordered == 0 ? "" : unordered + " NaN";
    if (count == 0) {
      return notNumbers;
    }
    String range =
        low == high
            ? "all " + number(low)
            : number(low) + " .. " + number(high) + ", mean " + number(sum / count);
    return range + (notNumbers.isEmpty() ? "" : ", " + notNumbers);
  }

  private static String nested(double[] values, int[] shape, int dimension, int[] position) {
    if (dimension == shape.length) {
      return number(values[position[0]++]);
    }
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < shape[dimension]; i++) {
      joiner.add(nested(values, shape, dimension + 1, position));
    }
    return joiner.toString();
  }

  /** Four significant digits. */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return String.valueOf(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.valueOf((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e6 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
