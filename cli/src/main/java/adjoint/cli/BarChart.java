package adjoint.cli;

import adjoint.yolo.detect.Canvas;
import adjoint.yolo.detect.Label;
import adjoint.yolo.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Bars over numbered lines. Drawn here, and not by a charting library, because those need fonts,
 * which servers often do not have.
 */
final class BarChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 320;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final int LINES = 4;
  private static final int INK = 0x333333;
  private static final int PALE = 0xDDDDDD;

  private final double[] values;
  private final List<String> names;
  private final double low;
  private final double high;
  private final Canvas canvas;
  private final RgbImage image = RgbImage.blank(WIDTH, HEIGHT);

  private BarChart(double[] values, List<String> names, double low, double high) {
    this.values = values;
    this.names = names;
    this.low = low;
    this.high = high;
    Arrays.fill(image.data(), (byte) 0xFF);
    canvas = new Canvas(image);
  }

  /**
   * Many bars, sorted, the greatest first; the axis covers the values with some margin.
   *
   * @param values one for each channel
   */
  static RgbImage sorted(double[] values) {
    double[] ordered = values.clone();
    Arrays.sort(ordered);
    for (int i = 0; i < ordered.length / 2; i++) {
      double first = ordered[i];
      ordered[i] = ordered[ordered.length - 1 - i];
      ordered[ordered.length - 1 - i] = first;
    }
    double least = ordered[ordered.length - 1];
    double margin = Math.max(0.1 * (ordered[0] - least), 1e-3);
    double from = Math.max(0, least - margin);
    return new BarChart(ordered, List.of(), from, Math.min(1, ordered[0] + margin)).draw();
  }

  /** A few bars with names, from 0 to 1. */
  static RgbImage shares(double[] values, List<String> names) {
    return new BarChart(values, names, 0, 1).draw();
  }

  private RgbImage draw() {
    for (int i = 0; i <= LINES; i++) {
      double value = low + (high - low) * i / LINES;
      int y = y(value);
      canvas.fill(LEFT, y, WIDTH - RIGHT, y + 1, PALE);
      Label label = Label.of(String.format(Locale.ROOT, "%.3f", value), 2);
      label.draw(canvas, LEFT - 8 - label.width(), y - label.height() / 2, INK);
    }
    double slot = (double) (WIDTH - LEFT - RIGHT) / values.length;
    for (int i = 0; i < values.length; i++) {
      int from = (int) Math.round(LEFT + i * slot);
      int to = (int) Math.round(LEFT + (i + 1) * slot);
      int gap = slot > 30 ? 8 : slot > 4 ? 1 : 0;
      double place = high > low ? (values[i] - low) / (high - low) : 0;
      int color = ColorScale.color(0.2 + 0.6 * place);
      canvas.fill(from + gap, y(values[i]), Math.max(to - gap, from + 1), y(low), color);
      if (i < names.size()) {
        Label label = Label.of(names.get(i), 2);
        label.draw(canvas, (from + to - label.width()) / 2, HEIGHT - BOTTOM + 12, INK);
      }
    }
    if (names.isEmpty()) {
      Label label = Label.of(values.length + " channels, sorted", 2);
      label.draw(canvas, LEFT, HEIGHT - BOTTOM + 12, INK);
    }
    return image;
  }

  private int y(double value) {
    double share = (value - low) / (high - low);
    return (int) Math.round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP));
  }
}
