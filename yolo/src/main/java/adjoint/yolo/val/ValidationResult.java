package adjoint.yolo.val;

import adjoint.yolo.detect.Timing;
import adjoint.yolo.metrics.AveragePrecision;
import adjoint.yolo.metrics.ClassMetrics;
import adjoint.yolo.metrics.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a validation found.
 *
 * @param images number of pictures
 * @param names class names in order of class number
 * @param figures precision, recall and average precision of the classes that have labels
 * @param confusion what was taken for what
 * @param boxLoss mean box loss of the batches; 0 where no loss was asked for
 * @param objectnessLoss mean objectness loss, likewise
 * @param classLoss mean class loss, likewise
 * @param timing mean time for a picture
 */
public record ValidationResult(
    int images,
    List<String> names,
    AveragePrecision figures,
    ConfusionMatrix confusion,
    double boxLoss,
    double objectnessLoss,
    double classLoss,
    Timing timing) {

  /** Makes the list unmodifiable. */
  public ValidationResult {
    names = List.copyOf(names);
  }

  /** Number of labels. */
  public int labels() {
    return perClass().stream().mapToInt(ClassMetrics::labels).sum();
  }

  /** Mean precision of the classes that have labels; 0 if there is none, as for the next three. */
  public double precision() {
    return figures.precision();
  }

  /** Mean recall. */
  public double recall() {
    return figures.recall();
  }

  /** Mean average precision at an IoU of 0.5. */
  public double map50() {
    return figures.map50();
  }

  /** Mean average precision over the IoU thresholds 0.5, 0.55 to 0.95. */
  public double map5095() {
    return figures.map();
  }

  /** The one number by which epochs are compared. */
  public double fitness() {
    return figures.fitness();
  }

  /** The classes that have labels, ascending. */
  public List<ClassMetrics> perClass() {
    return figures.classes();
  }

  /**
   * The average precision of every class over all IoU thresholds; a class without labels gets the
   * mean of the others.
   */
  public double[] averagePrecisions() {
    double[] all = new double[names.size()];
    Arrays.fill(all, map5095());
    perClass().forEach(one -> all[one.index()] = one.ap());
    return all;
  }

  /** The figures as maps, lists, strings and numbers, in the order in which they are written. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("images", images);
    map.put("labels", labels());
    putFigures(map, precision(), recall(), map50(), map5095());
    List<Object> classes = new ArrayList<>();
    for (ClassMetrics one : perClass()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", one.index());
      entry.put("name", names.get(one.index()));
      entry.put("labels", one.labels());
      putFigures(entry, one.precision(), one.recall(), one.ap50(), one.ap());
      classes.add(entry);
    }
    map.put("per_class", classes);
    return map;
  }

  private static void putFigures(
      Map<String, Object> map, double precision, double recall, double map50, double map5095) {
    map.put("precision", rounded(precision));
    map.put("recall", rounded(recall));
    map.put("map50", rounded(map50));
    map.put("map50_95", rounded(map5095));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
