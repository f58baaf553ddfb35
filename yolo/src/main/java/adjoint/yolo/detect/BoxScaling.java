package adjoint.yolo.detect;

/** Maps corners in a letterboxed input back to the original picture. */
public final class BoxScaling {
  private BoxScaling() {}

  /**
   * Scales n x 4 corners (x1, y1, x2, y2) in place and clips them to the original picture. The gain
   * and the padding are worked out from the two sizes.
   */
  public static void toOriginal(
      float[][] corners, int inputHeight, int inputWidth, int height, int width) {
    double gain = Math.min((double) inputHeight / height, (double) inputWidth / width);
    double padX = (inputWidth - width * gain) / 2;
    double padY = (inputHeight - height * gain) / 2;
    toOriginal(corners, gain, padX, padY, height, width);
  }

  /** Scales with a gain and a padding that were recorded when the picture was letterboxed. */
  public static void toOriginal(
      float[][] corners, double gain, double padX, double padY, int height, int width) {
    for (float[] box : corners) {
      for (int i = 0; i < 4; i++) {
        boolean horizontal = i % 2 == 0;
        float shifted = box[i] - (float) (horizontal ? padX : padY);
        float limit = horizontal ? width : height;
        box[i] = Math.max(0, Math.min(limit, shifted / (float) gain));
      }
    }
  }
}
