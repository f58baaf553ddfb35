package adjoint.cli.plots;

import adjoint.yolo.detect.StrokeFont;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Writes text as shapes: with the JDK's sans-serif font, or with {@link StrokeFont} on a machine
 * without fonts.
 */
final class TextPainter {
  /** Height of capitals in {@link StrokeFont}'s grid, and of a font of size 1. */
  private static final double STROKE_CAPITALS = 6;

  private static final double FONT_CAPITALS = 0.73;

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
  private static final boolean FONTS = haveFonts();

  /** Which point of the text is put at the given place, along the text. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double share;

    Anchor(double share) {
      this.share = share;
    }
  }

  private final Graphics2D graphics;

  TextPainter(Graphics2D graphics) {
    this.graphics = graphics;
  }

  private static boolean haveFonts() {
    try {
      return !glyphs("A", 10, Font.PLAIN).getBounds2D().isEmpty();
    } catch (RuntimeException | Error none) {
      // A JDK without fonts reports that in several ways.
      return false;
    }
  }

  private static Shape glyphs(String text, double size, int style) {
    Font font = new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
    return font.createGlyphVector(CONTEXT, text).getOutline();
  }

  /** The text's outline with its baseline at 0, starting at 0. */
  private static Shape outline(String text, double size) {
    if (FONTS) {
      return glyphs(text, size, Font.PLAIN);
    }
    double unit = size * FONT_CAPITALS / STROKE_CAPITALS;
    AffineTransform scale = AffineTransform.getScaleInstance(0.8 * unit, unit);
    scale.translate(0, -StrokeFont.BASELINE);
    Path2D lines = StrokeFont.path(text);
    lines.transform(scale);
    BasicStroke pen =
        new BasicStroke((float) (0.7 * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    return pen.createStrokedShape(lines);
  }

  /** How wide a text is. */
  static double width(String text, double size) {
    if (FONTS) {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size);
      return font.getStringBounds(text, CONTEXT).getWidth();
    }
    Rectangle2D bounds = outline(text, size).getBounds2D();
    return bounds.getMaxX();
  }

  /** Writes horizontally; {@code y} is the middle of the capitals. */
  void draw(String text, double x, double y, double size, Anchor anchor, Color color) {
    draw(text, x, y, size, anchor, color, 0);
  }

  /** Writes upwards, from the bottom to the top; {@code x} is the middle of the capitals. */
  void drawUpwards(String text, double x, double y, double size, Anchor anchor, Color color) {
    draw(text, x, y, size, anchor, color, -Math.PI / 2);
  }

  private void draw(
      String text, double x, double y, double size, Anchor anchor, Color color, double angle) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    place.translate(-anchor.share * width(text, size), FONT_CAPITALS * size / 2);
    graphics.setColor(color);
    graphics.fill(place.createTransformedShape(outline(text, size)));
  }
}
