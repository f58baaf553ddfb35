package adjoint.nn;

import adjoint.tensor.Pool2dOptions;
import java.math.BigDecimal;

/** Settings of modules as text, in the way PyTorch prints them. */
final class Settings {
  private Settings() {}

  /** Checks what a normalisation adds to the variance. */
  static void requireEps(String operation, double eps) {
    if (!(eps >= 0)) {
      throw new IllegalArgumentException(operation + ": eps must be at least 0, got " + eps);
    }
  }

  /** {@code (a, b)}. */
  static String pair(int a, int b) {
    return "(" + a + ", " + b + ")";
  }

  /** One number if both are the same, otherwise a pair. */
  private static String single(int a, int b) {
    return a == b ? Integer.toString(a) : pair(a, b);
  }

  /** The common part of the poolings. */
  static String pool(Pool2dOptions options) {
    return "kernel_size="
        + single(options.kernelY(), options.kernelX())
        + ", stride="
        + single(options.strideY(), options.strideX())
        + ", padding="
        + single(options.paddingY(), options.paddingX());
  }

  /** True or False. */
  static String flag(boolean value) {
    return value ? "True" : "False";
  }

  /** A number as Python prints it: 0.001, 1e-05, 2.0. */
  static String number(double value) {
    String text = Double.toString(value);
    int at = text.indexOf('E');
    if (at < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text.substring(at + 1));
    if (exponent >= -4 && exponent < 16) {
      String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = text.substring(0, at);
    mantissa = mantissa.endsWith(".0") ? mantissa.substring(0, at - 2) : mantissa;
    return String.format("%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
