package adjoint.yolo.export;

/**
 * What an ONNX file is made for.
 *
 * @param batch pictures computed at once
 * @param height rows of the pictures, a multiple of the model's stride
 * @param width columns of the pictures, likewise
 * @param dynamic whether batch, height and width are left open; then the three numbers are not used
 * @param opset version of ONNX's operators, {@value #OLDEST_OPSET} to {@value #NEWEST_OPSET}
 */
public record OnnxOptions(int batch, int height, int width, boolean dynamic, int opset) {
  /** The oldest version that can be written. */
  public static final int OLDEST_OPSET = 12;

  /** The newest version that can be written. */
  public static final int NEWEST_OPSET = 21;

  /** One picture of 640 x 640 pixels, version 12. */
  public static final OnnxOptions DEFAULT = new OnnxOptions(1, 640, 640, false, OLDEST_OPSET);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting and its range
   */
  public OnnxOptions {
    if (batch < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "onnx: batch, height and width must be at least 1, got "
              + batch
              + ", "
              + height
              + " and "
              + width);
    }
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new IllegalArgumentException(
          "onnx: the opset must be from "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + ", got "
              + opset);
    }
  }
}
