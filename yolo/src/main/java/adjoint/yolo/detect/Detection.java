package adjoint.yolo.detect;

/**
 * One object found.
 *
 * @param x1 left edge, in pixels of the original picture
 * @param y1 upper edge
 * @param x2 right edge
 * @param y2 lower edge
 * @param confidence objectness times class probability, 0 to 1
 * @param classIndex index of the class
 * @param name name of the class
 */
public record Detection(
    float x1, float y1, float x2, float y2, float confidence, int classIndex, String name) {
  /**
   * The same with the edges rounded to whole pixels, ties to even, as the reference reports them.
   */
  public Detection rounded() {
    return new Detection(
        (float) Math.rint(x1),
        (float) Math.rint(y1),
        (float) Math.rint(x2),
        (float) Math.rint(y2),
        confidence,
        classIndex,
        name);
  }

  /** The same in a picture enlarged by a factor. */
  public Detection scaled(float factor) {
    return new Detection(
        x1 * factor, y1 * factor, x2 * factor, y2 * factor, confidence, classIndex, name);
  }
}
