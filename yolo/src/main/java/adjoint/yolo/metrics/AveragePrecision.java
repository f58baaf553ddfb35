package adjoint.yolo.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Precision, recall and average precision of each class over a whole set of pictures, as YOLOv5
 * v6.1 works them out.
 *
 * @param classes the classes that have labels, ascending
 * @param curves the curves behind the numbers
 * @param bestConfidence the confidence with the highest F1, on average over the classes; precision
 *     and recall are given there
 */
public record AveragePrecision(
    List<ClassMetrics> classes, MetricCurves curves, double bestConfidence) {
  private static final double EPS = 1e-16;
  private static final int GRID = 1000;

  /** Makes the list unmodifiable. */
  public AveragePrecision {
    classes = List.copyOf(classes);
  }

  /**
   * Works the figures out. All arrays have an entry for each detection, but the last.
   *
   * @param correct n x 10, as {@link DetectionMatching#correct} gives it
   * @param confidences 0 to 1
   * @param predictedClasses the classes found
   * @param labelledClasses an entry for each label
   * @throws IllegalArgumentException if the first three arrays have different lengths
   */
  public static AveragePrecision of(
      boolean[][] correct, double[] confidences, int[] predictedClasses, int[] labelledClasses) {
    if (correct.length != confidences.length || correct.length != predictedClasses.length) {
      throw new IllegalArgumentException(
          "average precision: "
              + correct.length
              + " matchings, "
              + confidences.length
              + " confidences and "
              + predictedClasses.length
              + " classes; there must be one of each for each detection");
    }
    int[] order =
        IntStream.range(0, confidences.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> confidences[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    int[] classes = Arrays.stream(labelledClasses).sorted().distinct().toArray();
    double[] grid = Interpolation.grid(GRID);
    int count = classes.length;
    MetricCurves curves =
        new MetricCurves(
            classes,
            grid,
            new double[count][GRID],
            new double[count][GRID],
            new double[count][GRID],
            new double[count][GRID]);
    double[][] areas = new double[count][DetectionMatching.iouThresholds().length];
    int[] labels = new int[count];
    for (int c = 0; c < count; c++) {
      int current = classes[c];
      labels[c] = (int) Arrays.stream(labelledClasses).filter(label -> label == current).count();
      int[] own = Arrays.stream(order).filter(i -> predictedClasses[i] == current).toArray();
      if (own.length > 0) {
        addClass(c, own, correct, confidences, labels[c], curves, areas[c]);
      }
    }
    return summarise(curves, areas, labels);
  }

  private static void addClass(
      int row,
      int[] detections,
      boolean[][] correct,
      double[] confidences,
      int labels,
      MetricCurves curves,
      double[] areas) {
    for (int k = 0; k < areas.length; k++) {
      boolean[] right = new boolean[detections.length];
      for (int i = 0; i < right.length; i++) {
        right[i] = correct[detections[i]][k];
      }
      PrecisionRecallCurve curve = PrecisionRecallCurve.of(right, labels);
      areas[k] = curve.area();
      if (k == 0) {
        addCurves(row, curve, Arrays.stream(detections).mapToDouble(i -> confidences[i]), curves);
      }
    }
  }

  private static void addCurves(
      int row, PrecisionRecallCurve curve, DoubleStream confidences, MetricCurves curves) {
    // Confidences fall along the curve; their negatives rise, as interpolation needs it.
    double[] falling = confidences.map(c -> -c).toArray();
    double[] at = Arrays.stream(curves.grid()).map(c -> -c).toArray();
    double[] recall = Interpolation.at(at, falling, curve.recall(), 0);
    double[] precision = Interpolation.at(at, falling, curve.precision(), 1);
    curves.recall()[row] = recall;
    curves.precision()[row] = precision;
    curves.precisionOverRecall()[row] = curve.envelope(curves.grid());
    for (int i = 0; i < recall.length; i++) {
      curves.f1()[row][i] = 2 * precision[i] * recall[i] / (precision[i] + recall[i] + EPS);
    }
  }

  private static AveragePrecision summarise(MetricCurves curves, double[][] areas, int[] labels) {
    double[] f1 = curves.mean(curves.f1());
    int best = 0;
    for (int i = 1; i < f1.length; i++) {
      best = f1[i] > f1[best] ? i : best;
    }
    List<ClassMetrics> classes = new ArrayList<>();
    for (int c = 0; c < areas.length; c++) {
      double precision = curves.precision()[c][best];
      double recall = curves.recall()[c][best];
      double right = Math.rint(recall * labels[c]);
      classes.add(
          new ClassMetrics(
              curves.classes()[c],
              labels[c],
              precision,
              recall,
              curves.f1()[c][best],
              (int) right,
              (int) Math.rint(right / (precision + EPS) - right),
              areas[c]));
    }
    return new AveragePrecision(classes, curves, curves.grid()[best]);
  }

  /** The mean precision of the classes; 0 if there is none. */
  public double precision() {
    return classes.stream().mapToDouble(ClassMetrics::precision).average().orElse(0);
  }

  /** The mean recall of the classes; 0 if there is none. */
  public double recall() {
    return classes.stream().mapToDouble(ClassMetrics::recall).average().orElse(0);
  }

  /** The mean average precision at an IoU of 0.5; 0 if there is no class. */
  public double map50() {
    return classes.stream().mapToDouble(ClassMetrics::ap50).average().orElse(0);
  }

  /** The mean average precision over the IoU thresholds from 0.5 to 0.95; 0 without classes. */
  public double map() {
    return classes.stream().mapToDouble(ClassMetrics::ap).average().orElse(0);
  }

  /** The one number by which training tells the best epoch: {@link Fitness}. */
  public double fitness() {
    return Fitness.of(map50(), map());
  }
}
