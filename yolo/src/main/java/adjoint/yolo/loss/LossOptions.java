package adjoint.yolo.loss;

/**
 * The settings of a {@link DetectionLoss}. The gains are those of a data set of 80 classes, images
 * of 640 pixels and three levels until {@link #scaled} fits them to others.
 *
 * @param box gain of the box term
 * @param objectness gain of the objectness term
 * @param classes gain of the class term
 * @param objectnessPositiveWeight weight of objects against background in the objectness term
 * @param classPositiveWeight weight of the right class against the others in the class term
 * @param anchorThreshold an anchor answers for a box whose sides are less than this many times
 *     longer or shorter than its own
 * @param focalGamma exponent of the focal loss; 0 switches it off
 * @param labelSmoothing the right class counts as {@code 1 - labelSmoothing / 2}, the others as
 *     {@code labelSmoothing / 2}
 * @param autoBalance whether the levels' weights in the objectness term follow their losses
 */
public record LossOptions(
    double box,
    double objectness,
    double classes,
    double objectnessPositiveWeight,
    double classPositiveWeight,
    double anchorThreshold,
    double focalGamma,
    double labelSmoothing,
    boolean autoBalance) {
  private static final double LEVELS = 3;
  private static final double CLASSES = 80;
  private static final double IMAGE_SIZE = 640;

  /** The values that training from scratch with little augmentation starts from. */
  public static final LossOptions DEFAULT = new LossOptions(.05, 1, .5, 1, 1, 4, 0, 0, false);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a gain or weight is negative, the threshold is not above 1,
   *     gamma is negative or the smoothing is not from 0 to 1
   */
  public LossOptions {
    require(box >= 0 && objectness >= 0 && classes >= 0, "gains must not be negative");
    require(
        objectnessPositiveWeight >= 0 && classPositiveWeight >= 0,
        "positive weights must not be negative");
    require(anchorThreshold > 1, "the anchor threshold must be above 1");
    require(focalGamma >= 0, "the focal gamma must not be negative");
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "label smoothing must be from 0 to 1");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("loss: " + rule);
    }
  }

  /**
   * The gains for a model: the box term by the number of levels, the class term also by the number
   * of classes, the objectness term also by the area of the image.
   */
  public LossOptions scaled(int levels, int classCount, double imageSize) {
    double perLevel = LEVELS / levels;
    double side = imageSize / IMAGE_SIZE;
    return new LossOptions(
        box * perLevel,
        objectness * side * side * perLevel,
        classes * classCount / CLASSES * perLevel,
        objectnessPositiveWeight,
        classPositiveWeight,
        anchorThreshold,
        focalGamma,
        labelSmoothing,
        autoBalance);
  }

  /** The same with another label smoothing. */
  public LossOptions withLabelSmoothing(double smoothing) {
    return new LossOptions(
        box,
        objectness,
        classes,
        objectnessPositiveWeight,
        classPositiveWeight,
        anchorThreshold,
        focalGamma,
        smoothing,
        autoBalance);
  }
}
