package adjoint.yolo.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the files of a run hold them. */
final class Numbers {
  private static final int DIGITS = 5;
  private static final int SMALLEST_EXPONENT = -4;

  private Numbers() {}

  /**
   * A number with five significant digits and no needless zeros, as C's {@code %.5g} prints it, at
   * the right of a column.
   */
  static String padded(double value, int width) {
    String text = general(value);
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** The same without the column. */
  static String general(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal plain = rounded.stripTrailingZeros();
    if (exponent >= SMALLEST_EXPONENT && exponent < DIGITS) {
      return plain.toPlainString();
    }
    String digits = plain.scaleByPowerOfTen(-exponent).toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return digits + "e" + sign + (size < 10 ? "0" : "") + size;
  }
}
