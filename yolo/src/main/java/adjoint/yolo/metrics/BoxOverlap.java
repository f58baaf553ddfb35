package adjoint.yolo.metrics;

/** Overlap of boxes given by their corners x1, y1, x2, y2, in single precision. */
final class BoxOverlap {
  private BoxOverlap() {}

  /**
   * Intersection over union.
   *
   * @param a an array with a box's corners from {@code atA} on
   * @param b an array with a box's corners from {@code atB} on
   * @return 0 to 1; NaN for two empty boxes
   */
  static float iou(float[] a, int atA, float[] b, int atB) {
    float width = Math.min(a[atA + 2], b[atB + 2]) - Math.max(a[atA], b[atB]);
    float height = Math.min(a[atA + 3], b[atB + 3]) - Math.max(a[atA + 1], b[atB + 1]);
    float intersection = Math.max(0, width) * Math.max(0, height);
    return intersection / (area(a, atA) + area(b, atB) - intersection);
  }

  private static float area(float[] box, int at) {
    return (box[at + 2] - box[at]) * (box[at + 3] - box[at + 1]);
  }
}
