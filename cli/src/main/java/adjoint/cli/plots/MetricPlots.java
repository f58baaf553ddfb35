package adjoint.cli.plots;

import adjoint.cli.plots.TextPainter.Anchor;
import adjoint.yolo.metrics.ClassMetrics;
import adjoint.yolo.metrics.MetricCurves;
import adjoint.yolo.val.ValidationResult;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Precision, recall and F1 against confidence, and precision against recall. */
final class MetricPlots {
  /** With more classes than this, lines of single classes are grey and have no legend. */
  private static final int FEW = 20;

  private static final double LEGEND = 10;

  private final ValidationResult result;
  private final MetricCurves curves;

  MetricPlots(ValidationResult result) {
    this.result = result;
    curves = result.figures().curves();
  }

  /** Saves PR_curve.png, F1_curve.png, P_curve.png and R_curve.png. */
  void save(Path folder) throws IOException {
    precisionOverRecall(folder.resolve("PR_curve.png"));
    overConfidence(curves.f1(), "F1", folder.resolve("F1_curve.png"));
    overConfidence(curves.precision(), "Precision", folder.resolve("P_curve.png"));
    overConfidence(curves.recall(), "Recall", folder.resolve("R_curve.png"));
  }

  /** Saves the first of them. */
  void precisionOverRecall(Path file) throws IOException {
    String all = String.format(Locale.ROOT, "all classes %.3f mAP@0.5", result.map50());
    draw(curves.precisionOverRecall(), "Recall", "Precision", all, true, file);
  }

  private void overConfidence(double[][] lines, String name, Path file) throws IOException {
    double[] mean = curves.mean(lines);
    int best = 0;
    for (int i = 1; i < mean.length; i++) {
      best = mean[i] > mean[best] ? i : best;
    }
    String all =
        String.format(Locale.ROOT, "all classes %.2f at %.3f", mean[best], curves.grid()[best]);
    draw(lines, "Confidence", name, all, false, file);
  }

  private void draw(
      double[][] lines, String below, String left, String all, boolean areas, Path file)
      throws IOException {
    Figure figure = new Figure(9, 6, 150);
    Rectangle2D sheet = figure.cell(0, 1, 0, 1);
    Axes axes = new Axes(figure, Axes.inside(sheet, 58, 30, 190, 48));
    axes.titles(left + "-" + below + " curve", below, left);
    axes.numbersAlongX();
    axes.numbersAlongY();
    List<ClassMetrics> classes = result.perClass();
    boolean few = classes.size() <= FEW;
    for (int c = 0; c < lines.length; c++) {
      Color color = few ? Figure.classColor(classes.get(c).index()) : Figure.GREY;
      axes.curve(curves.grid(), lines[c], few ? 1.2 : 0.7, color);
    }
    axes.curve(curves.grid(), curves.mean(lines), 3, Figure.BLUE);
    axes.frame();
    double y = axes.plot().getY() + 8;
    legend(figure, axes, y, 3, Figure.BLUE, all);
    for (int c = 0; few && c < classes.size(); c++) {
      ClassMetrics one = classes.get(c);
      String name = result.names().get(one.index());
      String entry = areas ? String.format(Locale.ROOT, "%s %.3f", name, one.ap50()) : name;
      y += LEGEND * 1.6;
      legend(figure, axes, y, 1.2, Figure.classColor(one.index()), entry);
    }
    figure.save(file);
  }

  private static void legend(
      Figure figure, Axes axes, double y, double lineWidth, Color color, String entry) {
    double x = axes.plot().getMaxX() + 12;
    figure.pen(lineWidth, color);
    figure.graphics().draw(new Line2D.Double(x, y, x + 18, y));
    figure.text().draw(Shortening.of(entry, 28), x + 25, y, LEGEND, Anchor.START, Figure.INK);
  }
}
