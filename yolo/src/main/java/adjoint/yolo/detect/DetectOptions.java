package adjoint.yolo.detect;

/**
 * Settings of a detection.
 *
 * @param height rows that the picture is scaled to fit into, a multiple of the model's stride
 * @param width columns that the picture is scaled to fit into, likewise
 * @param nms settings of the suppression
 * @param augment whether the picture is looked at in three versions; see {@link
 *     TestTimeAugmentation}
 */
public record DetectOptions(int height, int width, NmsOptions nms, boolean augment) {
  /** 640 x 640 pixels, confidence 0.25, IoU 0.45. */
  public static final DetectOptions DEFAULT = new DetectOptions(640, 640, NmsOptions.DETECT, false);

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public DetectOptions {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "the image size must be at least 1 pixel, got " + height + " x " + width);
    }
  }

  /** These settings with another, square size. */
  public DetectOptions withSize(int side) {
    return new DetectOptions(side, side, nms, augment);
  }

  /** These settings with other thresholds. */
  public DetectOptions withThresholds(double confidence, double iou) {
    return new DetectOptions(height, width, nms.withThresholds(confidence, iou), augment);
  }

  /** These settings with another suppression. */
  public DetectOptions withNms(NmsOptions other) {
    return new DetectOptions(height, width, other, augment);
  }

  /** These settings with the picture looked at in three versions, or once. */
  public DetectOptions withAugment(boolean threeVersions) {
    return new DetectOptions(height, width, nms, threeVersions);
  }
}
