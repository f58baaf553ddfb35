package adjoint.cli;

import adjoint.tensor.Tensor;
import adjoint.yolo.detect.Canvas;
import adjoint.yolo.detect.Label;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.util.Locale;

/** Weights of positions as colours over a photograph, with a scale below. */
final class HeatMap {
  private static final double OPACITY = 0.6;
  private static final int SCALE_HEIGHT = 40;
  private static final int WHITE = 0xFFFFFF;

  private final RgbImage picture;
  private final Letterbox letterbox;

  /**
   * @param picture the photograph
   * @param letterbox how it was fitted into the model's input
   */
  HeatMap(RgbImage picture, Letterbox letterbox) {
    this.picture = picture;
    this.letterbox = letterbox;
  }

  /**
   * Draws weights over a copy of the photograph; the least is dark, the greatest bright.
   *
   * @param map rows x columns, over the model's whole input
   */
  RgbImage draw(Tensor map) {
    double low = map.min().item();
    double high = map.max().item();
    double range = high > low ? high - low : 1;
    int width = picture.width();
    int height = picture.height();
    RgbImage result = RgbImage.blank(width, height + SCALE_HEIGHT);
    copyGrey(result.data());
    Canvas canvas = new Canvas(result);
    double[] values = map.toDoubleArray();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = (at(values, map.size(0), map.size(1), x, y) - low) / range;
        canvas.blend(x, y, ColorScale.color(value), OPACITY);
      }
    }
    scale(canvas, low, high, width, height);
    return result;
  }

  /** Without the photograph's own colours, which could be taken for heat. */
  private void copyGrey(byte[] target) {
    byte[] source = picture.data();
    for (int i = 0; i < source.length; i += 3) {
      double red = source[i] & 0xFF;
      double green = source[i + 1] & 0xFF;
      double blue = source[i + 2] & 0xFF;
      byte grey = (byte) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      target[i] = grey;
      target[i + 1] = grey;
      target[i + 2] = grey;
    }
  }

  /** The weight under the middle of a pixel of the photograph, between the nearest four. */
  private double at(double[] values, int rows, int columns, int x, int y) {
    double inputX = letterbox.left() + (x + 0.5) * letterbox.innerWidth() / picture.width();
    double inputY = letterbox.top() + (y + 0.5) * letterbox.innerHeight() / picture.height();
    double column = clamp(inputX * columns / letterbox.width() - 0.5, columns - 1);
    double row = clamp(inputY * rows / letterbox.height() - 0.5, rows - 1);
    int left = Math.min((int) column, Math.max(columns - 2, 0));
    int top = Math.min((int) row, Math.max(rows - 2, 0));
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, rows - 1);
    double alongX = column - left;
    double alongY = row - top;
    double upper =
        values[top * columns + left] * (1 - alongX) + values[top * columns + right] * alongX;
    double lower =
        values[bottom * columns + left] * (1 - alongX) + values[bottom * columns + right] * alongX;
    return upper * (1 - alongY) + lower * alongY;
  }

  private static double clamp(double value, double highest) {
    return Math.max(0, Math.min(highest, value));
  }

  private static void scale(Canvas canvas, double low, double high, int width, int top) {
    Label least = Label.of(number(low), 2);
    Label most = Label.of(number(high), 2);
    int y = top + (SCALE_HEIGHT - least.height()) / 2;
    least.draw(canvas, 8, y, WHITE);
    most.draw(canvas, width - 8 - most.width(), y, WHITE);
    int from = 16 + least.width();
    int to = width - 16 - most.width();
    for (int x = from; x < to; x++) {
      int color = ColorScale.color((x - from) / Math.max(1.0, to - from - 1.0));
      canvas.fill(x, top + 10, x + 1, top + SCALE_HEIGHT - 10, color);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
