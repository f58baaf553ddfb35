package adjoint.cli.plots;

import adjoint.cli.plots.TextPainter.Anchor;
import adjoint.yolo.metrics.ConfusionMatrix;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as a table of colours; each column adds up to 1. */
final class ConfusionPlot {
  /** With more classes than this there is no room for numbers. */
  private static final int FEW = 30;

  /** With more classes than this there is no room for names. */
  private static final int MANY = 99;

  /** Smaller shares stay white. */
  private static final double LEAST = 0.005;

  private static final double BAR = 14;

  private ConfusionPlot() {}

  static void save(ConfusionMatrix matrix, List<String> names, Path file) throws IOException {
    Figure figure = new Figure(12, 9, 150);
    int cells = matrix.classes() + 1;
    Rectangle2D sheet = figure.cell(0, 1, 0, 1);
    Axes axes = new Axes(figure, Axes.inside(sheet, 122, 34, 80, 112));
    Rectangle2D plot = axes.plot();
    double width = plot.getWidth() / cells;
    double height = plot.getHeight() / cells;
    double[][] shares = matrix.normalised();
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        double share = shares[row][column];
        if (share < LEAST) {
          continue;
        }
        double x = plot.getX() + column * width;
        double y = plot.getY() + row * height;
        figure.graphics().setColor(ColorScale.of(share));
        figure.graphics().fill(new Rectangle2D.Double(x, y, width, height));
        if (matrix.classes() < FEW) {
          String number = String.format(Locale.ROOT, "%.2f", share);
          double size = Math.min(11, Math.min(width / 2.6, height * 0.6));
          figure
              .text()
              .draw(
                  number,
                  x + width / 2,
                  y + height / 2,
                  size,
                  Anchor.MIDDLE,
                  ColorScale.readableOn(share));
        }
      }
    }
    if (matrix.classes() < FEW) {
      lines(figure, plot, cells);
    }
    if (matrix.classes() < MANY) {
      names(figure, plot, names, cells);
    }
    axes.frame();
    figure
        .text()
        .draw("True", plot.getCenterX(), figure.height() - 14, 13, Anchor.MIDDLE, Figure.INK);
    figure.text().drawUpwards("Predicted", 16, plot.getCenterY(), 13, Anchor.MIDDLE, Figure.INK);
    figure
        .text()
        .draw(
            "Confusion matrix, columns normalised",
            plot.getCenterX(),
            plot.getY() - 14,
            13,
            Anchor.MIDDLE,
            Figure.INK);
    colorBar(figure, plot);
    figure.save(file);
  }

  private static void lines(Figure figure, Rectangle2D plot, int cells) {
    figure.pen(0.6, Figure.GRID);
    for (int i = 1; i < cells; i++) {
      double x = plot.getX() + i * plot.getWidth() / cells;
      double y = plot.getY() + i * plot.getHeight() / cells;
      figure.graphics().draw(new Line2D.Double(x, plot.getY(), x, plot.getMaxY()));
      figure.graphics().draw(new Line2D.Double(plot.getX(), y, plot.getMaxX(), y));
    }
  }

  private static void names(Figure figure, Rectangle2D plot, List<String> names, int cells) {
    List<String> all = new ArrayList<>(names);
    all.add("background");
    double width = plot.getWidth() / cells;
    double height = plot.getHeight() / cells;
    double size = Math.max(4.5, Math.min(11, Math.min(width, height) * 0.85));
    for (int i = 0; i < cells; i++) {
      String name = Shortening.of(all.get(i), 18);
      double x = plot.getX() + (i + 0.5) * width;
      double y = plot.getY() + (i + 0.5) * height;
      figure.text().draw(name, plot.getX() - 5, y, size, Anchor.END, Figure.INK);
      figure.text().drawUpwards(name, x, plot.getMaxY() + 5, size, Anchor.END, Figure.INK);
    }
  }

  private static void colorBar(Figure figure, Rectangle2D plot) {
    int steps = 100;
    double x = plot.getMaxX() + 20;
    double height = plot.getHeight() / steps;
    for (int i = 0; i < steps; i++) {
      figure.graphics().setColor(ColorScale.of((i + 0.5) / steps));
      figure
          .graphics()
          .fill(new Rectangle2D.Double(x, plot.getMaxY() - (i + 1) * height, BAR, height + 0.5));
    }
    figure.pen(0.8, Figure.INK);
    figure.graphics().draw(new Rectangle2D.Double(x, plot.getY(), BAR, plot.getHeight()));
    for (int i = 0; i <= 5; i++) {
      figure
          .text()
          .draw(
              String.format(Locale.ROOT, "%.1f", i / 5.0),
              x + BAR + 5,
              plot.getMaxY() - i * plot.getHeight() / 5,
              10,
              Anchor.START,
              Figure.INK);
    }
  }
}
