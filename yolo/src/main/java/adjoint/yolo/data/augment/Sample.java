package adjoint.yolo.data.augment;

import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/**
 * A picture with its objects, on its way from the files to a batch.
 *
 * @param image the picture, which belongs to this sample alone where it may be changed
 * @param boxes its objects, in pixels of the picture
 */
public record Sample(RgbImage image, List<LabelledBox> boxes) {
  /** A picture in the grey that pads all pictures. */
  static RgbImage canvas(int width, int height) {
    RgbImage canvas = RgbImage.blank(width, height);
    Arrays.fill(canvas.data(), (byte) Letterbox.BORDER);
    return canvas;
  }

  /**
   * Copies a part of a picture; both parts lie inside.
   *
   * @param x first column in {@code from}
   * @param y first row in {@code from}
   * @param toX first column in {@code to}
   * @param toY first row in {@code to}
   */
  static void copy(
      RgbImage from, int x, int y, RgbImage to, int toX, int toY, int width, int height) {
    for (int row = 0; row < height; row++) {
      System.arraycopy(
          from.data(),
          ((y + row) * from.width() + x) * 3,
          to.data(),
          ((toY + row) * to.width() + toX) * 3,
          width * 3);
    }
  }
}
