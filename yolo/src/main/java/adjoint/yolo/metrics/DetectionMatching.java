package adjoint.yolo.metrics;

import java.util.Comparator;
import java.util.List;

/**
 * Decides which detections of a picture are right, at ten IoU thresholds from 0.5 to 0.95, as
 * YOLOv5 v6.1 does: one matching serves all thresholds, and a label claimed by several detections
 * goes to the most confident of them, not to the one that overlaps most.
 */
public final class DetectionMatching {
  private static final int COUNT = 10;
  private static final float[] THRESHOLDS = thresholds();

  private DetectionMatching() {}

  /** The thresholds in single precision; counted from both ends, as the reference spaces them. */
  private static float[] thresholds() {
    float[] values = new float[COUNT];
    float step = (0.95f - 0.5f) / (COUNT - 1);
    for (int i = 0; i < COUNT; i++) {
      values[i] = i < COUNT / 2 ? 0.5f + step * i : 0.95f - step * (COUNT - 1 - i);
    }
    return values;
  }

  /** The IoU thresholds 0.5, 0.55, ... 0.95. */
  public static float[] iouThresholds() {
    return THRESHOLDS.clone();
  }

  /**
   * Matches the detections of one picture with its labels.
   *
   * @param detections n x 6: x1, y1, x2, y2, confidence, class; most confident first
   * @param labels m x 5: class, x1, y1, x2, y2, in the same pixels
   * @return n x 10: whether the detection is right at each threshold
   */
  public static boolean[][] correct(float[][] detections, float[][] labels) {
    boolean[][] correct = new boolean[detections.length][COUNT];
    List<Overlap> pairs =
        Overlap.pairs(
            labels,
            detections,
            (iou, labelled, detected) -> iou >= THRESHOLDS[0] && labelled == detected);
    List<Overlap> claims = Overlap.firstOfEachDetection(pairs, detections.length);
    claims.sort(Comparator.comparingInt(Overlap::detection));
    for (Overlap match : Overlap.firstOfEachLabel(claims, labels.length)) {
      for (int k = 0; k < COUNT; k++) {
        correct[match.detection()][k] = match.iou() >= THRESHOLDS[k];
      }
    }
    return correct;
  }
}
