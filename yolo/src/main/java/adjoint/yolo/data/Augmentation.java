package adjoint.yolo.data;

/**
 * How strongly training pictures are varied. The names are those of the hyper-parameter files.
 *
 * @param hsvH largest relative change of the hue
 * @param hsvS largest relative change of the saturation
 * @param hsvV largest relative change of the brightness
 * @param degrees largest rotation to either side, in degrees
 * @param translate largest shift, as a fraction of the picture's side
 * @param scale largest change of the size: factors from 1 - scale to 1 + scale
 * @param shear largest shear to either side, in degrees
 * @param perspective largest coefficient of the projective row; 0 to 0.001 makes sense
 * @param flipUpDown probability of a vertical flip
 * @param flipLeftRight probability of a horizontal flip
 * @param mosaic probability that a picture becomes part of a mosaic
 * @param mixup probability that a mosaic is blended with a second one
 * @param copyPaste share of the outlined objects that are pasted once more, mirrored
 */
public record Augmentation(
    double hsvH,
    double hsvS,
    double hsvV,
    double degrees,
    double translate,
    double scale,
    double shear,
    double perspective,
    double flipUpDown,
    double flipLeftRight,
    double mosaic,
    double mixup,
    double copyPaste) {
  /** No change at all: every picture is scaled and padded only. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The reference's default for small models trained from scratch. */
  public static final Augmentation LOW =
      new Augmentation(0.015, 0.7, 0.4, 0, 0.1, 0.5, 0, 0, 0, 0.5, 1, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a probability or fraction is not from 0 to 1, or another
   *     value is negative or not finite
   */
  public Augmentation {
    requireFraction("hsv_h", hsvH);
    requireFraction("hsv_s", hsvS);
    requireFraction("hsv_v", hsvV);
    requireAtLeastZero("degrees", degrees);
    requireFraction("translate", translate);
    requireFraction("scale", scale);
    requireAtLeastZero("shear", shear);
    requireFraction("perspective", perspective);
    requireFraction("flipud", flipUpDown);
    requireFraction("fliplr", flipLeftRight);
    requireFraction("mosaic", mosaic);
    requireFraction("mixup", mixup);
    requireFraction("copy_paste", copyPaste);
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, got " + value);
    }
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0 && value <= 360)) {
      throw new IllegalArgumentException(name + " must be from 0 to 360, got " + value);
    }
  }
}
