package adjoint.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Prints elements in columns of equal width, by NumPy's rules.
 *
 * <p>A floating number gets the fewest digits that tell it from its neighbours in its own type, in
 * arrays at most eight after the point. All numbers are printed with exponents if one of them
 * reaches 10^8 (10^6 for F32), is below 10^-4, or if the largest is more than 1000 times the
 * smallest.
 */
final class ElementFormat {
  private static final int FRACTION_DIGITS = 8;

  private final Storage storage;
  private boolean scientific;
  private int integerWidth;
  private int fractionWidth;
  private int exponentDigits;
  private int width;

  private ElementFormat(Storage storage) {
    this.storage = storage;
  }

  /** A format that suits all elements at {@code indices}. */
  static ElementFormat of(Storage storage, int... indices) {
    ElementFormat format = new ElementFormat(storage);
    if (storage.dtype() == DType.BOOL) {
      format.width = "False".length();
    } else if (storage.dtype().isFloating()) {
      format.fitFloating(indices);
    } else {
      for (int index : indices) {
        int length = Long.toString(storage.getLong(index)).length();
        format.width = Math.max(format.width, length);
      }
    }
    return format;
  }

  /** A single number, not aligned with anything. */
  static String scalar(Storage storage, int index) {
    double value = storage.getDouble(index);
    if (storage.dtype() == DType.BOOL) {
      return bool(value);
    }
    if (!storage.dtype().isFloating()) {
      return Long.toString(storage.getLong(index));
    }
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double magnitude = Math.abs(value);
    BigDecimal digits = shortest(value, storage.dtype());
    double limit = storage.dtype() == DType.F64 ? 1e16 : limit(storage.dtype());
    if (value != 0 && (magnitude < 1e-4 || magnitude >= limit)) {
      String[] parts = scientificParts(value, digits);
      String fraction = parts[1].isEmpty() ? "" : "." + parts[1];
      return parts[0] + fraction + "e" + exponent(parts[2], 2);
    }
    String[] parts = positionalParts(value, digits, Integer.MAX_VALUE);
    return parts[0] + "." + (parts[1].isEmpty() ? "0" : parts[1]);
  }

  private static String bool(double value) {
    return value != 0 ? "True" : "False";
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private void fitFloating(int... indices) {
    double[] finite =
        Arrays.stream(indices).mapToDouble(storage::getDouble).filter(Double::isFinite).toArray();
    scientific = needsExponents(finite);
    for (double value : finite) {
      String[] parts = parts(value);
      integerWidth = Math.max(integerWidth, parts[0].length());
      fractionWidth = Math.max(fractionWidth, parts[1].length());
      if (scientific) {
        exponentDigits = Math.max(exponentDigits, Math.max(2, parts[2].length() - 1));
      }
    }
    int suffix = scientific ? 2 + exponentDigits : 0;
    width = finite.length == 0 ? 0 : integerWidth + 1 + fractionWidth + suffix;
    for (int index : indices) {
      double value = storage.getDouble(index);
      if (!Double.isFinite(value)) {
        width = Math.max(width, notFinite(value).length());
      }
    }
  }

  private boolean needsExponents(double[] finite) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : finite) {
      if (value != 0) {
        largest = Math.max(largest, Math.abs(value));
        smallest = Math.min(smallest, Math.abs(value));
      }
    }
    if (largest == 0) {
      return false;
    }
    // NumPy compares in the elements' own type.
    Storage rounded = Storage.allocate(storage.dtype(), 2);
    rounded.setDouble(0, 1e-4);
    rounded.setDouble(1, largest / smallest);
    return largest >= limit(storage.dtype())
        || smallest < rounded.getDouble(0)
        || rounded.getDouble(1) > 1000;
  }

  /** From here on a number gets an exponent: 10 to the decimal digits of its type, at most 8. */
  private static double limit(DType dtype) {
    return switch (dtype) {
      case F64 -> 1e8;
      case F32 -> 1e6;
      case F16 -> 1e3;
      default -> 1e2;
    };
  }

  /** The element at an index of the storage, padded to the common width. */
  String print(int index) {
    double value = storage.getDouble(index);
    if (storage.dtype() == DType.BOOL) {
      return padLeft(bool(value), width);
    }
    if (!storage.dtype().isFloating()) {
      return padLeft(Long.toString(storage.getLong(index)), width);
    }
    if (!Double.isFinite(value)) {
      return padLeft(notFinite(value), width);
    }
    if (scientific) {
      return padLeft(printScientific(value), width);
    }
    String[] parts = parts(value);
    String padding = " ".repeat(fractionWidth - parts[1].length());
    return padLeft(parts[0] + "." + parts[1] + padding, width);
  }

  /** All with the same number of digits, whether these are needed or not. */
  private String printScientific(double value) {
    MathContext precision = new MathContext(fractionWidth + 1, RoundingMode.HALF_EVEN);
    String[] parts = scientificParts(value, new BigDecimal(value).round(precision));
    String padding = "0".repeat(fractionWidth - parts[1].length());
    return parts[0] + "." + parts[1] + padding + "e" + exponent(parts[2], exponentDigits);
  }

  /** Integer part, fraction and, in scientific format, exponent. */
  private String[] parts(double value) {
    BigDecimal digits = shortest(value, storage.dtype());
    return scientific
        ? scientificParts(value, limited(value, digits))
        : positionalParts(value, digits, FRACTION_DIGITS);
  }

  /** At most eight digits behind the first one. */
  private static BigDecimal limited(double value, BigDecimal digits) {
    int precision = FRACTION_DIGITS + 1;
    return digits.precision() <= precision
        ? digits
        : new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
  }

  private static String[] positionalParts(double value, BigDecimal digits, int maxFraction) {
    BigDecimal rounded =
        digits.scale() <= maxFraction
            ? digits
            : new BigDecimal(value).setScale(maxFraction, RoundingMode.HALF_EVEN);
    String text = rounded.abs().toPlainString();
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1).replaceAll("0+$", "");
    return new String[] {sign(value) + whole, fraction};
  }

  private static String[] scientificParts(double value, BigDecimal digits) {
    String text = digits.unscaledValue().abs().toString();
    int exponent = digits.signum() == 0 ? 0 : text.length() - 1 - digits.scale();
    String fraction = text.substring(1).replaceAll("0+$", "");
    String sign = exponent < 0 ? "-" : "+";
    return new String[] {sign(value) + text.charAt(0), fraction, sign + Math.abs(exponent)};
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String exponent(String signed, int digits) {
    String magnitude = signed.substring(1);
    return signed.charAt(0) + "0".repeat(Math.max(0, digits - magnitude.length())) + magnitude;
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** The decimal number with the fewest digits that rounds to {@code value} in its type. */
  private static BigDecimal shortest(double value, DType dtype) {
    BigDecimal exact = new BigDecimal(value);
    Storage rounded = Storage.allocate(dtype, 1);
    for (int precision = 1; precision < 17; precision++) {
      BigDecimal candidate = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      // Not through double on the way to single precision, which would round twice.
      double back =
          dtype == DType.F32
              ? Float.parseFloat(candidate.toString())
              : Double.parseDouble(candidate.toString());
      rounded.setDouble(0, back);
      if (rounded.getDouble(0) == value) {
        return candidate;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}
