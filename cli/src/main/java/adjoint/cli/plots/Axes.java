package adjoint.cli.plots;

import adjoint.cli.plots.TextPainter.Anchor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** A rectangle of a {@link Figure} with an x axis and a y axis. */
final class Axes {
  private static final double SMALL = 9;
  private static final double NORMAL = 11;

  private final Figure figure;
  private final Rectangle2D plot;
  private double xFrom;
  private double xTo = 1;
  private double yFrom;
  private double yTo = 1;

  /**
   * Axes around a rectangle.
   *
   * @param figure the sheet
   * @param plot the rectangle between the axes, in points; what belongs to the axes is around it
   */
  Axes(Figure figure, Rectangle2D plot) {
    this.figure = figure;
    this.plot = plot;
  }

  /** The part of a cell that stays between the axes, with margins in points. */
  static Rectangle2D inside(
      Rectangle2D cell, double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(
        cell.getX() + left,
        cell.getY() + top,
        cell.getWidth() - left - right,
        cell.getHeight() - top - bottom);
  }

  Rectangle2D plot() {
    return plot;
  }

  /** Sets the range of both axes; an empty range is widened. */
  Axes range(double newXFrom, double newXTo, double newYFrom, double newYTo) {
    xFrom = newXFrom;
    xTo = newXTo > newXFrom ? newXTo : newXFrom + 1;
    double span = newYTo - newYFrom;
    double widening = span > 0 ? 0 : Math.max(Math.abs(newYFrom), 1) / 2;
    yFrom = newYFrom - widening;
    yTo = newYTo + widening;
    return this;
  }

  double x(double value) {
    return plot.getX() + (value - xFrom) / (xTo - xFrom) * plot.getWidth();
  }

  double y(double value) {
    return plot.getMaxY() - (value - yFrom) / (yTo - yFrom) * plot.getHeight();
  }

  /** Writes above the rectangle and beside the axes; null leaves a place empty. */
  void titles(String above, String below, String left) {
    TextPainter text = figure.text();
    if (above != null) {
      text.draw(above, plot.getCenterX(), plot.getY() - 10, NORMAL, Anchor.MIDDLE, Figure.INK);
    }
    if (below != null) {
      text.draw(below, plot.getCenterX(), plot.getMaxY() + 30, NORMAL, Anchor.MIDDLE, Figure.INK);
    }
    if (left != null) {
      text.drawUpwards(
          left, plot.getX() - 40, plot.getCenterY(), NORMAL, Anchor.MIDDLE, Figure.INK);
    }
  }

  /** Grid lines and numbers along x, about one in 50 points. */
  void numbersAlongX() {
    Ticks ticks = new Ticks(xFrom, xTo, Math.max(2, (int) (plot.getWidth() / 36)));
    for (double value : ticks.values()) {
      figure.pen(0.6, Figure.GRID);
      line(x(value), plot.getY(), x(value), plot.getMaxY());
      figure
          .text()
          .draw(
              ticks.label(value), x(value), plot.getMaxY() + 11, SMALL, Anchor.MIDDLE, Figure.INK);
    }
  }

  /** Grid lines and numbers along y. */
  void numbersAlongY() {
    Ticks ticks = new Ticks(yFrom, yTo, Math.max(2, (int) (plot.getHeight() / 30)));
    for (double value : ticks.values()) {
      figure.pen(0.6, Figure.GRID);
      line(plot.getX(), y(value), plot.getMaxX(), y(value));
      figure
          .text()
          .draw(ticks.label(value), plot.getX() - 6, y(value), SMALL, Anchor.END, Figure.INK);
    }
  }

  /** The rectangle's outline, to be drawn last. */
  void frame() {
    figure.pen(0.8, Figure.INK);
    figure.graphics().draw(plot);
  }

  private void line(double x1, double y1, double x2, double y2) {
    figure.graphics().draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** A line through points; it is broken where a number is missing, that is, NaN. */
  void curve(double[] xs, double[] ys, double lineWidth, Color color) {
    Path2D path = new Path2D.Double();
    boolean open = false;
    for (int i = 0; i < xs.length; i++) {
      if (!Double.isFinite(ys[i])) {
        open = false;
      } else if (open) {
        path.lineTo(x(xs[i]), y(ys[i]));
      } else {
        path.moveTo(x(xs[i]), y(ys[i]));
        open = true;
      }
    }
    Graphics2D graphics = figure.graphics();
    Shape before = graphics.getClip();
    graphics.clip(
        new Rectangle2D.Double(
            plot.getX() - 2, plot.getY() - 2, plot.getWidth() + 4, plot.getHeight() + 4));
    figure.pen(lineWidth, color);
    graphics.draw(path);
    graphics.setClip(before);
  }

  /** A dot at every point. */
  void dots(double[] xs, double[] ys, double diameter, Color color) {
    figure.graphics().setColor(color);
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(ys[i])) {
        double radius = diameter / 2;
        figure
            .graphics()
            .fill(new Ellipse2D.Double(x(xs[i]) - radius, y(ys[i]) - radius, diameter, diameter));
      }
    }
  }

  /** A filled rectangle between four values. */
  void box(double x1, double y1, double x2, double y2, Color color) {
    figure.graphics().setColor(color);
    double left = x(Math.min(x1, x2));
    double top = y(Math.max(y1, y2));
    double right = x(Math.max(x1, x2));
    double bottom = y(Math.min(y1, y2));
    figure.graphics().fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
  }

  /** The outline of a rectangle between four values. */
  void outline(double x1, double y1, double x2, double y2, double lineWidth, Color color) {
    figure.pen(lineWidth, color);
    double left = x(Math.min(x1, x2));
    double top = y(Math.max(y1, y2));
    double width = Math.abs(x(x2) - x(x1));
    double height = Math.abs(y(y2) - y(y1));
    figure.graphics().draw(new Rectangle2D.Double(left, top, width, height));
  }
}
