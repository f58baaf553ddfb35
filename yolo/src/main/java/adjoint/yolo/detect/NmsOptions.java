package adjoint.yolo.detect;

import java.util.Set;

/**
 * Settings of {@link NonMaxSuppression}.
 *
 * @param confidence candidates at or below are dropped, 0 to 1
 * @param iou a box that overlaps a better one of its class by more is dropped, 0 to 1
 * @param classes the classes to keep; empty means all
 * @param agnostic whether boxes of different classes suppress each other
 * @param multiLabel whether one box may count for several classes
 * @param maxDetections boxes kept per picture
 */
public record NmsOptions(
    double confidence,
    double iou,
    Set<Integer> classes,
    boolean agnostic,
    boolean multiLabel,
    int maxDetections) {
  /** The settings of detection: confidence 0.25, IoU 0.45, all classes, 300 boxes. */
  public static final NmsOptions DETECT = new NmsOptions(0.25, 0.45, Set.of(), false, false, 300);

  /** The settings of validation: confidence 0.001, IoU 0.6, several classes per box, 300 boxes. */
  public static final NmsOptions VALIDATE = new NmsOptions(0.001, 0.6, Set.of(), false, true, 300);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting and its range
   */
  public NmsOptions {
    requireFraction("confidence threshold", confidence);
    requireFraction("IoU threshold", iou);
    if (maxDetections < 1) {
      throw new IllegalArgumentException(
          "the number of detections to keep must be at least 1, got " + maxDetections);
    }
    classes = Set.copyOf(classes);
  }

  private static void requireFraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("the " + what + " must be from 0 to 1, got " + value);
    }
  }

  /** These settings with other thresholds. */
  public NmsOptions withThresholds(double newConfidence, double newIou) {
    return new NmsOptions(newConfidence, newIou, classes, agnostic, multiLabel, maxDetections);
  }

  /** These settings for some classes only; none named means all. */
  public NmsOptions withClasses(Set<Integer> only) {
    return new NmsOptions(confidence, iou, only, agnostic, multiLabel, maxDetections);
  }

  /** These settings with boxes of different classes suppressing each other, or not. */
  public NmsOptions withAgnostic(boolean across) {
    return new NmsOptions(confidence, iou, classes, across, multiLabel, maxDetections);
  }

  /** These settings with several classes per box, or one. */
  public NmsOptions withMultiLabel(boolean several) {
    return new NmsOptions(confidence, iou, classes, agnostic, several, maxDetections);
  }

  /** These settings with another number of boxes kept. */
  public NmsOptions withMaxDetections(int count) {
    return new NmsOptions(confidence, iou, classes, agnostic, multiLabel, count);
  }
}
