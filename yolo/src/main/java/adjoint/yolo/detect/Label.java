package adjoint.yolo.detect;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * One line of text, ready to be drawn: as strokes where {@link StrokeFont} has all the letters,
 * with the JDK's fonts otherwise, and with question marks where there are no fonts either.
 */
public abstract class Label {
  private final int width;
  private final int height;

  private Label(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Columns needed. */
  public int width() {
    return width;
  }

  /** Rows needed. */
  public int height() {
    return height;
  }

  /** Draws the text with its upper left corner at x, y. */
  public abstract void draw(Canvas canvas, int x, int y, int color);

  /**
   * Prepares a text.
   *
   * @param weight the size: capitals are 6 weights high
   */
  public static Label of(String text, int weight) {
    if (!StrokeFont.covers(text)) {
      try {
        return glyphs(text, weight);
      } catch (RuntimeException | Error noFonts) {
        // A JDK without fonts reports that in several ways; the strokes below always work.
        return strokes(text, weight);
      }
    }
    return strokes(text, weight);
  }

  private static Label strokes(String text, int weight) {
    double unit = weight;
    double narrow = 0.8 * unit;
    int width = (int) Math.ceil((text.length() * StrokeFont.ADVANCE - 2) * narrow + unit);
    int height = (int) Math.ceil((StrokeFont.BASELINE + 1) * unit);
    return new Label(width, height) {
      @Override
      public void draw(Canvas canvas, int x, int y, int color) {
        double penWidth = Math.max(1.4, 0.75 * unit);
        for (int i = 0; i < text.length(); i++) {
          double left = x + unit / 2 + i * StrokeFont.ADVANCE * narrow;
          for (int[] line : StrokeFont.polylines(text.charAt(i))) {
            for (int p = 0; p + 3 < line.length; p += 2) {
              canvas.line(
                  left + line[p] * narrow,
                  y + unit / 2 + line[p + 1] * unit,
                  left + line[p + 2] * narrow,
                  y + unit / 2 + line[p + 3] * unit,
                  penWidth,
                  color);
            }
          }
        }
      }
    };
  }

  private static Label glyphs(String text, int weight) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 8 * weight);
    Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
    FontMetrics metrics = probe.getFontMetrics(font);
    int width = Math.max(metrics.stringWidth(text), 1);
    int height = Math.max(metrics.getHeight(), 1);
    probe.dispose();
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = mask.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(font);
    graphics.drawString(text, 0, metrics.getAscent());
    graphics.dispose();
    return new Label(width, height) {
      @Override
      public void draw(Canvas canvas, int x, int y, int color) {
        for (int row = 0; row < height; row++) {
          for (int column = 0; column < width; column++) {
            int coverage = mask.getRaster().getSample(column, row, 0);
            if (coverage > 0 && canvas.contains(x + column, y + row)) {
              canvas.blend(x + column, y + row, color, coverage / 255.0);
            }
          }
        }
      }
    };
  }
}
