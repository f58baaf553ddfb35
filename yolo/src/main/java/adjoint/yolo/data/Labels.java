package adjoint.yolo.data;

/**
 * The labels of one picture.
 *
 * @param rows class, centre and size normalised to the picture
 * @param outlines for each row the corners of its polygon, x and y in turn, normalised; null where
 *     the label file has boxes only
 */
record Labels(float[][] rows, float[][] outlines) {
  static final Labels NONE = new Labels(new float[0][], null);

  float[] outline(int row) {
    return outlines == null ? null : outlines[row];
  }
}
