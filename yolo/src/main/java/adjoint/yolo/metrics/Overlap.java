package adjoint.yolo.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A label and a detection that overlap.
 *
 * @param label index of the label
 * @param detection index of the detection
 * @param iou their intersection over union
 */
record Overlap(int label, int detection, float iou) {
  private static final Comparator<Overlap> BEST_FIRST =
      Comparator.comparingDouble((Overlap pair) -> pair.iou).reversed();

  /** Which pairs count. */
  @FunctionalInterface
  interface Condition {
    boolean holds(float iou, int labelClass, int detectedClass);
  }

  /**
   * The pairs that meet a condition, those that overlap most first; ties in the order of labels,
   * then of detections.
   *
   * @param labels n x 5: class, x1, y1, x2, y2
   * @param detections n x 6: x1, y1, x2, y2, confidence, class
   */
  static List<Overlap> pairs(float[][] labels, float[][] detections, Condition condition) {
    List<Overlap> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < detections.length; j++) {
        float iou = BoxOverlap.iou(labels[i], 1, detections[j], 0);
        if (condition.holds(iou, (int) labels[i][0], (int) detections[j][5])) {
          pairs.add(new Overlap(i, j, iou));
        }
      }
    }
    pairs.sort(BEST_FIRST);
    return pairs;
  }

  /** Of each detection the first pair, in the order given. */
  static List<Overlap> firstOfEachDetection(List<Overlap> pairs, int detections) {
    boolean[] seen = new boolean[detections];
    List<Overlap> first = new ArrayList<>();
    for (Overlap pair : pairs) {
      if (!seen[pair.detection]) {
        seen[pair.detection] = true;
        first.add(pair);
      }
    }
    return first;
  }

  /** Of each label the first pair, in the order given. */
  static List<Overlap> firstOfEachLabel(List<Overlap> pairs, int labels) {
    boolean[] seen = new boolean[labels];
    List<Overlap> first = new ArrayList<>();
    for (Overlap pair : pairs) {
      if (!seen[pair.label]) {
        seen[pair.label] = true;
        first.add(pair);
      }
    }
    return first;
  }
}
