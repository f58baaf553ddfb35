package adjoint.yolo.data.augment;

import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;

/**
 * Moves a picture's pixels by a matrix: each output pixel is looked up where the inverse matrix
 * says, to 1/32 of a pixel, and blended from the four pixels around that place. Outside is the grey
 * that pads all pictures. The arithmetic is the reference's.
 */
final class Warp {
  private static final int FRACTION_BITS = 5;
  private static final int ONE = 1 << FRACTION_BITS;
  private static final int STEP_BITS = 10;
  private static final int STEP = 1 << STEP_BITS;
  private static final int HALF = 1 << STEP_BITS - FRACTION_BITS - 1;

  private Warp() {}

  /** Warps by the first two rows of a 3 x 3 matrix that maps input to output pixels. */
  static RgbImage affine(RgbImage source, double[][] matrix, int width, int height) {
    double determinant = matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0];
    double inverse = determinant == 0 ? 0 : 1 / determinant;
    double a = matrix[1][1] * inverse;
    double b = -matrix[0][1] * inverse;
    double d = -matrix[1][0] * inverse;
    double e = matrix[0][0] * inverse;
    double c = -a * matrix[0][2] - b * matrix[1][2];
    double f = -d * matrix[0][2] - e * matrix[1][2];
    int[] stepsX = new int[width];
    int[] stepsY = new int[width];
    for (int x = 0; x < width; x++) {
      stepsX[x] = (int) Math.rint(a * x * STEP);
      stepsY[x] = (int) Math.rint(d * x * STEP);
    }
    RgbImage target = RgbImage.blank(width, height);
    for (int y = 0; y < height; y++) {
      int startX = (int) Math.rint((b * y + c) * STEP) + HALF;
      int startY = (int) Math.rint((e * y + f) * STEP) + HALF;
      int at = y * width * 3;
      for (int x = 0; x < width; x++, at += 3) {
        int sourceX = startX + stepsX[x] >> STEP_BITS - FRACTION_BITS;
        int sourceY = startY + stepsY[x] >> STEP_BITS - FRACTION_BITS;
        blend(source, sourceX, sourceY, target.data(), at);
      }
    }
    return target;
  }

  /** Warps by a 3 x 3 matrix that maps input to output pixels. */
  static RgbImage perspective(RgbImage source, double[][] matrix, int width, int height) {
    double[][] m = inverse(matrix);
    RgbImage target = RgbImage.blank(width, height);
    int at = 0;
    for (int y = 0; y < height; y++) {
      double rowX = m[0][1] * y + m[0][2];
      double rowY = m[1][1] * y + m[1][2];
      double rowW = m[2][1] * y + m[2][2];
      for (int x = 0; x < width; x++, at += 3) {
        double w = m[2][0] * x + rowW;
        double factor = w == 0 ? 0 : ONE / w;
        int sourceX = (int) Math.rint((m[0][0] * x + rowX) * factor);
        int sourceY = (int) Math.rint((m[1][0] * x + rowY) * factor);
        blend(source, sourceX, sourceY, target.data(), at);
      }
    }
    return target;
  }

  /** Blends the pixel at a place given in 1/32 pixels. */
  private static void blend(RgbImage source, int placeX, int placeY, byte[] target, int at) {
    int x = placeX >> FRACTION_BITS;
    int y = placeY >> FRACTION_BITS;
    int fractionX = placeX & ONE - 1;
    int fractionY = placeY & ONE - 1;
    int w00 = (ONE - fractionX) * (ONE - fractionY);
    int w01 = fractionX * (ONE - fractionY);
    int w10 = (ONE - fractionX) * fractionY;
    int w11 = fractionX * fractionY;
    int width = source.width();
    byte[] data = source.data();
    if (x >= 0 && y >= 0 && x < width - 1 && y < source.height() - 1) {
      int p = (y * width + x) * 3;
      int q = p + width * 3;
      // Written out for each colour: a loop of three costs half as much again.
      int r =
          w00 * (data[p] & 0xFF)
              + w01 * (data[p + 3] & 0xFF)
              + w10 * (data[q] & 0xFF)
              + w11 * (data[q + 3] & 0xFF);
      int g =
          w00 * (data[p + 1] & 0xFF)
              + w01 * (data[p + 4] & 0xFF)
              + w10 * (data[q + 1] & 0xFF)
              + w11 * (data[q + 4] & 0xFF);
      int b =
          w00 * (data[p + 2] & 0xFF)
              + w01 * (data[p + 5] & 0xFF)
              + w10 * (data[q + 2] & 0xFF)
              + w11 * (data[q + 5] & 0xFF);
      target[at] = (byte) (r + STEP / 2 >> STEP_BITS);
      target[at + 1] = (byte) (g + STEP / 2 >> STEP_BITS);
      target[at + 2] = (byte) (b + STEP / 2 >> STEP_BITS);
    } else {
      for (int c = 0; c < 3; c++) {
        int sum =
            w00 * pixel(source, x, y, c)
                + w01 * pixel(source, x + 1, y, c)
                + w10 * pixel(source, x, y + 1, c)
                + w11 * pixel(source, x + 1, y + 1, c);
        target[at + c] = (byte) (sum + STEP / 2 >> STEP_BITS);
      }
    }
  }

  private static int pixel(RgbImage source, int x, int y, int channel) {
    boolean inside = x >= 0 && y >= 0 && x < source.width() && y < source.height();
    return inside ? source.get(x, y, channel) : Letterbox.BORDER;
  }

  /** The inverse by cofactors; all zeros where there is none. */
  private static double[][] inverse(double[][] m) {
    double[][] result = new double[3][3];
    double determinant = 0;
    for (int j = 0; j < 3; j++) {
      determinant += m[0][j] * cofactor(m, 0, j);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[j][i] = determinant == 0 ? 0 : cofactor(m, i, j) / determinant;
      }
    }
    return result;
  }

  private static double cofactor(double[][] m, int row, int column) {
    int r1 = (row + 1) % 3;
    int r2 = (row + 2) % 3;
    int c1 = (column + 1) % 3;
    int c2 = (column + 2) % 3;
    return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
  }
}
