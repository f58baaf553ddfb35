package adjoint.yolo.detect;

/**
 * Settings of a detection.
 *
 * @param height rows that the picture is scaled to fit into, a multiple of the model's stride
 * @param width columns that the picture is scaled to fit into, likewise
 * @param nms settings of the suppression
 */
public record DetectOptions(int height, int width, NmsOptions nms) {
  /** 640 x 640 pixels, confidence 0.25, IoU 0.45. */
  public static final DetectOptions DEFAULT = new DetectOptions(640, 640, NmsOptions.DETECT);

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
    return new DetectOptions(side, side, nms);
  }

  /** These settings with other thresholds. */
  public DetectOptions withThresholds(double confidence, double iou) {
    return new DetectOptions(height, width, nms.withThresholds(confidence, iou));
  }

  /** These settings with another suppression. */
  public DetectOptions withNms(NmsOptions other) {
    return new DetectOptions(height, width, other);
  }
}
