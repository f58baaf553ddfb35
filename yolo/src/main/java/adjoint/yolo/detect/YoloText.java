package adjoint.yolo.detect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Detections as rows of text: {@code class x y w h [confidence]}, relative to the picture's size.
 */
public final class YoloText {
  private YoloText() {}

  /**
   * One row for each box, least confident first as the reference writes them: the class, the centre
   * and the size of the rounded box divided by the picture's, and on request the confidence.
   */
  public static String of(Detections detections, boolean confidences) {
    StringBuilder text = new StringBuilder();
    List<Detection> boxes = detections.boxes();
    for (int i = boxes.size() - 1; i >= 0; i--) {
      Detection box = boxes.get(i).rounded();
      text.append(box.classIndex());
      append(text, (box.x1() + box.x2()) / 2.0 / detections.width());
      append(text, (box.y1() + box.y2()) / 2.0 / detections.height());
      append(text, (box.x2() - box.x1()) / (double) detections.width());
      append(text, (box.y2() - box.y1()) / (double) detections.height());
      if (confidences) {
        append(text, box.confidence());
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, double value) {
    text.append(' ').append(general(value));
  }

  /** Six significant digits without trailing zeros, as C's {@code %g} writes a number. */
  static String general(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(6, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).toPlainString();
    return mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
