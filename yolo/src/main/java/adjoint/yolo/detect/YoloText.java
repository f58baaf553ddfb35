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
    List<Detection> boxes = detections.boxes();
    float[][] rows = new float[boxes.size()][];
    for (int i = 0; i < rows.length; i++) {
      Detection box = boxes.get(rows.length - 1 - i).rounded();
      rows[i] =
          new float[] {box.x1(), box.y1(), box.x2(), box.y2(), box.confidence(), box.classIndex()};
    }
    return of(rows, detections.width(), detections.height(), confidences);
  }

  /**
   * One row for each box, in the order given and without rounding.
   *
   * @param boxes n x 6: x1, y1, x2, y2 in pixels, confidence, class
   * @param width columns of the picture
   * @param height rows of the picture
   */
  public static String of(float[][] boxes, int width, int height, boolean confidences) {
    StringBuilder text = new StringBuilder();
    for (float[] box : boxes) {
      text.append((int) box[5]);
      append(text, ((double) box[0] + box[2]) / 2 / width);
      append(text, ((double) box[1] + box[3]) / 2 / height);
      append(text, ((double) box[2] - box[0]) / width);
      append(text, ((double) box[3] - box[1]) / height);
      if (confidences) {
        append(text, box[4]);
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
