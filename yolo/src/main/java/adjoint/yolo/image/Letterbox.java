package adjoint.yolo.image;

import java.util.Arrays;

/**
 * How a picture is scaled and padded to a network's input, its aspect ratio kept.
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param innerHeight rows of the scaled picture in it
 * @param innerWidth columns of the scaled picture in it
 * @param top first row of the scaled picture
 * @param left first column of the scaled picture
 * @param padX padding on each side, in pixels; may end in one half
 * @param padY padding above and below, in pixels; may end in one half
 * @param scale size of the scaled picture relative to the original
 */
public record Letterbox(
    int height,
    int width,
    int innerHeight,
    int innerWidth,
    int top,
    int left,
    double padX,
    double padY,
    double scale) {
  /** The grey of the border, in all channels. */
  public static final int BORDER = 114;

  /**
   * Plans a letterbox.
   *
   * @param height rows of the original
   * @param width columns of the original
   * @param targetHeight rows to fit into
   * @param targetWidth columns to fit into
   * @param minimal whether to pad only up to a multiple of {@code stride}
   * @param scaleUp whether a small picture is enlarged
   * @param stride of the network, in pixels
   */
  public static Letterbox plan(
      int height,
      int width,
      int targetHeight,
      int targetWidth,
      boolean minimal,
      boolean scaleUp,
      int stride) {
    double scale = Math.min((double) targetHeight / height, (double) targetWidth / width);
    if (!scaleUp) {
      scale = Math.min(scale, 1);
    }
    int innerWidth = Math.max((int) Math.rint(width * scale), 1);
    int innerHeight = Math.max((int) Math.rint(height * scale), 1);
    int restX = targetWidth - innerWidth;
    int restY = targetHeight - innerHeight;
    if (minimal) {
      restX = Math.floorMod(restX, stride);
      restY = Math.floorMod(restY, stride);
    }
    double padX = restX / 2.0;
    double padY = restY / 2.0;
    int top = (int) Math.rint(padY - 0.1);
    int left = (int) Math.rint(padX - 0.1);
    return new Letterbox(
        innerHeight + top + (int) Math.rint(padY + 0.1),
        innerWidth + left + (int) Math.rint(padX + 0.1),
        innerHeight,
        innerWidth,
        top,
        left,
        padX,
        padY,
        scale);
  }

  /** Scales and pads a picture of the size that was planned for. */
  public RgbImage apply(RgbImage image) {
    RgbImage inner = Resampling.bilinear(image, innerWidth, innerHeight);
    RgbImage result = RgbImage.blank(width, height);
    Arrays.fill(result.data(), (byte) BORDER);
    for (int y = 0; y < innerHeight; y++) {
      int to = ((y + top) * width + left) * 3;
      System.arraycopy(inner.data(), y * innerWidth * 3, result.data(), to, innerWidth * 3);
    }
    return result;
  }
}
