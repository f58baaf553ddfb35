package adjoint.yolo.val;

import adjoint.yolo.detect.NmsOptions;

/**
 * How a model is validated.
 *
 * @param nms thresholds of the suppression
 * @param augment whether each picture is looked at in three versions; see {@link
 *     adjoint.yolo.detect.TestTimeAugmentation}
 * @param singleClass whether all classes count as one, class 0
 */
public record ValidationSettings(NmsOptions nms, boolean augment, boolean singleClass) {
  /** Confidence 0.001, IoU 0.6, each picture once, all classes. */
  public static final ValidationSettings DEFAULT =
      new ValidationSettings(NmsOptions.VALIDATE, false, false);

  /** These settings with other thresholds. */
  public ValidationSettings withThresholds(double confidence, double iou) {
    return new ValidationSettings(nms.withThresholds(confidence, iou), augment, singleClass);
  }

  /** These settings with each picture looked at in three versions, or once. */
  public ValidationSettings withAugment(boolean threeVersions) {
    return new ValidationSettings(nms, threeVersions, singleClass);
  }

  /** These settings with all classes counting as one, or not. */
  public ValidationSettings withSingleClass(boolean one) {
    return new ValidationSettings(nms, augment, one);
  }
}
