package adjoint.cli.plots;

import adjoint.cli.plots.TextPainter.Anchor;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The labels of a data set: how many of each class, their sizes, and where they lie. */
final class LabelsPlot {
  private static final int BINS = 50;
  private static final int MOST_BOXES = 1000;
  private static final int FEW = 30;

  private final List<float[]> labels;
  private final List<String> names;

  /**
   * A plot of labels.
   *
   * @param labels rows of class, centre and size normalised to the picture
   */
  LabelsPlot(List<float[]> labels, List<String> names) {
    this.labels = labels;
    this.names = names;
  }

  void save(Path file) throws IOException {
    Figure figure = new Figure(9, 9, 130);
    classes(figure, figure.cell(0, 2, 0, 2));
    boxes(figure, figure.cell(1, 2, 0, 2));
    histogram(figure, figure.cell(0, 2, 1, 2), 1, 2, "x", "y");
    histogram(figure, figure.cell(1, 2, 1, 2), 3, 4, "width", "height");
    figure.save(file);
  }

  private void classes(Figure figure, Rectangle2D cell) {
    int[] counts = new int[names.size()];
    int most = 1;
    for (float[] label : labels) {
      int index = (int) label[0];
      if (index < counts.length) {
        most = Math.max(most, ++counts[index]);
      }
    }
    Axes axes = new Axes(figure, Axes.inside(cell, 56, 28, 12, 84));
    axes.range(0, counts.length, 0, most * 1.05);
    axes.titles("Labels of each class", counts.length < FEW ? null : "class", "labels");
    if (counts.length >= FEW) {
      axes.numbersAlongX();
    }
    axes.numbersAlongY();
    for (int i = 0; i < counts.length; i++) {
      axes.box(i + 0.1, 0, i + 0.9, counts[i], Figure.classColor(i));
      if (counts.length < FEW) {
        String name = Shortening.of(names.get(i), 14);
        double size = Math.min(9, axes.plot().getWidth() / counts.length * 0.9);
        figure
            .text()
            .drawUpwards(
                name, axes.x(i + 0.5), axes.plot().getMaxY() + 5, size, Anchor.END, Figure.INK);
      }
    }
    axes.frame();
  }

  /** The outlines of boxes, all with the same centre. */
  private void boxes(Figure figure, Rectangle2D cell) {
    Axes axes = new Axes(figure, Axes.inside(cell, 56, 28, 16, 50));
    axes.range(-0.5, 0.5, -0.5, 0.5);
    int count = Math.min(labels.size(), MOST_BOXES);
    String title = count < labels.size() ? "Sizes of the first " + count + " labels" : "Sizes";
    axes.titles(title, null, null);
    for (float[] label : labels.subList(0, count)) {
      Color color = Figure.classColor((int) label[0]);
      double x = label[3] / 2;
      double y = label[4] / 2;
      Color thin = new Color(color.getRed(), color.getGreen(), color.getBlue(), 150);
      axes.outline(-x, -y, x, y, 0.6, thin);
    }
    axes.frame();
  }

  /** How many labels have two numbers in each of 50 x 50 ranges. */
  private void histogram(
      Figure figure, Rectangle2D cell, int first, int second, String below, String left) {
    int[][] counts = new int[BINS][BINS];
    int most = 1;
    for (float[] label : labels) {
      int column = bin(label[first]);
      int row = bin(label[second]);
      most = Math.max(most, ++counts[row][column]);
    }
    Axes axes = new Axes(figure, Axes.inside(cell, 56, 12, 16, 48));
    axes.range(0, 1, 0, 1);
    axes.titles(null, below, left);
    axes.numbersAlongX();
    axes.numbersAlongY();
    for (int row = 0; row < BINS; row++) {
      for (int column = 0; column < BINS; column++) {
        if (counts[row][column] > 0) {
          // The square root keeps single labels visible beside crowded places.
          Color color = ColorScale.of(0.12 + 0.88 * Math.sqrt((double) counts[row][column] / most));
          double x = (double) column / BINS;
          double y = (double) row / BINS;
          axes.box(x, y, x + 1.0 / BINS, y + 1.0 / BINS, color);
        }
      }
    }
    axes.frame();
  }

  private static int bin(float value) {
    return Math.max(0, Math.min(BINS - 1, (int) (value * BINS)));
  }
}
