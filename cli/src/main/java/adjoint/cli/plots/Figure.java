package adjoint.cli.plots;

import adjoint.yolo.detect.Annotator;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** A white sheet to draw on, measured in points of 1/72 inch, with (0, 0) at the upper left. */
final class Figure {
  static final Color INK = new Color(0x33, 0x33, 0x33);
  static final Color GRID = new Color(0xE6, 0xE6, 0xE6);
  static final Color BLUE = new Color(0x1F, 0x6F, 0xB4);
  static final Color GREY = new Color(0x70, 0x70, 0x70, 0x60);

  private static final double POINTS = 72;

  private final double width;
  private final double height;
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * A new sheet.
   *
   * @param inchesWide width
   * @param inchesHigh height
   * @param resolution pixels per inch
   */
  Figure(double inchesWide, double inchesHigh, int resolution) {
    width = inchesWide * POINTS;
    height = inchesHigh * POINTS;
    image =
        new BufferedImage(
            (int) Math.round(inchesWide * resolution),
            (int) Math.round(inchesHigh * resolution),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(resolution / POINTS, resolution / POINTS);
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  Graphics2D graphics() {
    return graphics;
  }

  TextPainter text() {
    return new TextPainter(graphics);
  }

  /** The colour that boxes of a class are drawn in. */
  static Color classColor(int index) {
    return new Color(Annotator.color(index));
  }

  /** The next lines have this width and colour. */
  void pen(double lineWidth, Color color) {
    graphics.setStroke(
        new BasicStroke((float) lineWidth, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(color);
  }

  /** Cell ({@code column}, {@code row}) of a table that fills the sheet. */
  Rectangle2D cell(int column, int columns, int row, int rows) {
    return new Rectangle2D.Double(
        column * width / columns, row * height / rows, width / columns, height / rows);
  }

  /** Saves as PNG; a file of that name is replaced as a whole. */
  void save(Path file) throws IOException {
    graphics.dispose();
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    if (!ImageIO.write(image, "png", unfinished.toFile())) {
      throw new IOException(file + ": this Java cannot write PNG");
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
