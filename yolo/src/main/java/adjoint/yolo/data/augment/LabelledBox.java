package adjoint.yolo.data.augment;

/**
 * An object in a picture, in pixels.
 *
 * @param label its class
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge
 * @param y2 bottom edge
 * @param outline corners of its polygon, x and y in turn; null where only the box is known
 */
public record LabelledBox(
    float label, double x1, double y1, double x2, double y2, double[] outline) {
  /** Columns. */
  public double width() {
    return x2 - x1;
  }

  /** Rows. */
  public double height() {
    return y2 - y1;
  }

  /** The box alone. */
  public LabelledBox withoutOutline() {
    return outline == null ? this : new LabelledBox(label, x1, y1, x2, y2, null);
  }

  /** The part inside a picture; the outline's corners are moved to its edge. */
  public LabelledBox clipped(double width, double height) {
    double[] inside = null;
    if (outline != null) {
      inside = new double[outline.length];
      for (int i = 0; i < inside.length; i += 2) {
        inside[i] = clip(outline[i], width);
        inside[i + 1] = clip(outline[i + 1], height);
      }
    }
    return new LabelledBox(
        label, clip(x1, width), clip(y1, height), clip(x2, width), clip(y2, height), inside);
  }

  /** The same object, shifted. */
  public LabelledBox shifted(double dx, double dy) {
    double[] moved = null;
    if (outline != null) {
      moved = new double[outline.length];
      for (int i = 0; i < moved.length; i += 2) {
        moved[i] = outline[i] + dx;
        moved[i + 1] = outline[i + 1] + dy;
      }
    }
    return new LabelledBox(label, x1 + dx, y1 + dy, x2 + dx, y2 + dy, moved);
  }

  private static double clip(double value, double largest) {
    return Math.max(0, Math.min(value, largest));
  }
}
