package adjoint.cli.plots;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The columns of a training's results.csv as lines over the epochs. */
final class ResultsPlot {
  /** The panels: training losses and P, R above, validation losses and mAP below. */
  private static final int[] COLUMNS = {1, 2, 3, 4, 5, 8, 9, 10, 6, 7};

  private static final int PANELS_WIDE = 5;
  private static final int PANELS_HIGH = 2;

  private ResultsPlot() {}

  /**
   * Draws the rows of results.csv.
   *
   * @param titles of the columns, the first of which is the epoch
   * @param rows a number for each column; what is not finite is left out
   */
  static void save(String[] titles, List<double[]> rows, Path file) throws IOException {
    Figure figure = new Figure(15, 6, 120);
    for (int i = 0; i < COLUMNS.length; i++) {
      Rectangle2D cell = figure.cell(i % PANELS_WIDE, PANELS_WIDE, i / PANELS_WIDE, PANELS_HIGH);
      int column = COLUMNS[i];
      double[] epochs = rows.stream().mapToDouble(row -> row[0]).toArray();
      double[] values = rows.stream().mapToDouble(row -> row[column]).toArray();
      panel(figure, cell, titles[column], epochs, values);
    }
    figure.save(file);
  }

  private static void panel(
      Figure figure, Rectangle2D cell, String title, double[] xs, double[] ys) {
    Axes axes = new Axes(figure, Axes.inside(cell, 48, 28, 14, 26));
    double[] finite = Arrays.stream(ys).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    double margin = (high - low) * 0.05;
    double first = xs.length == 0 ? 0 : xs[0];
    double last = xs.length == 0 ? 1 : xs[xs.length - 1];
    axes.range(first, last, low - margin, high + margin);
    axes.titles(title, null, null);
    axes.numbersAlongX();
    axes.numbersAlongY();
    axes.curve(xs, ys, 1.8, Figure.BLUE);
    if (xs.length <= 100) {
      axes.dots(xs, ys, 4.5, Figure.BLUE);
    }
    axes.frame();
  }
}
