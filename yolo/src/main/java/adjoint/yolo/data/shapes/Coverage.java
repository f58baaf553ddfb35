package adjoint.yolo.data.shapes;

import java.util.Arrays;
import java.util.List;

/**
 * How much of each pixel lies inside contours, within the smallest rectangle that holds them: four
 * lines per row of pixels, each with the exact length inside.
 *
 * @param left first column of the rectangle
 * @param top first row of the rectangle
 * @param width columns of the rectangle; 0 if nothing lies inside the picture
 * @param height rows of the rectangle
 * @param shares from 0 to 1 for each pixel of the rectangle, row by row
 */
record Coverage(int left, int top, int width, int height, float[] shares) {
  private static final int LINES = 4;

  /** The coverage in a square picture. */
  static Coverage of(List<double[]> contours, int size) {
    double[] low = {size, size};
    double[] high = {0, 0};
    int corners = 0;
    for (double[] contour : contours) {
      corners += contour.length / 2;
      for (int i = 0; i < contour.length; i++) {
        low[i % 2] = Math.min(low[i % 2], contour[i]);
        high[i % 2] = Math.max(high[i % 2], contour[i]);
      }
    }
    int left = Math.max((int) Math.floor(low[0]), 0);
    int top = Math.max((int) Math.floor(low[1]), 0);
    int width = Math.max(Math.min((int) Math.ceil(high[0]), size) - left, 0);
    int height = Math.max(Math.min((int) Math.ceil(high[1]), size) - top, 0);
    Coverage coverage = new Coverage(left, top, width, height, new float[width * height]);
    double[] crossings = new double[corners];
    for (int line = 0; line < height * LINES; line++) {
      coverage.addLine(contours, line, crossings);
    }
    return coverage;
  }

  private void addLine(List<double[]> contours, int line, double[] crossings) {
    double y = top + (line + 0.5) / LINES;
    int count = 0;
    for (double[] contour : contours) {
      for (int i = 0; i < contour.length; i += 2) {
        int j = (i + 2) % contour.length;
        double y1 = contour[i + 1];
        double y2 = contour[j + 1];
        if (y1 <= y != y2 <= y) {
          double along = (y - y1) / (y2 - y1);
          crossings[count++] = contour[i] + (contour[j] - contour[i]) * along - left;
        }
      }
    }
    Arrays.sort(crossings, 0, count);
    for (int k = 0; k + 1 < count; k += 2) {
      double start = Math.max(crossings[k], 0);
      double end = Math.min(crossings[k + 1], width);
      int row = line / LINES * width;
      for (int x = (int) start; x < end; x++) {
        double length = Math.min(x + 1, end) - Math.max(x, start);
        shares[row + x] += (float) (length / LINES);
      }
    }
  }

  /** The covered area, in pixels. */
  double area() {
    double sum = 0;
    for (float share : shares) {
      sum += share;
    }
    return sum;
  }

  /** The number, in a picture of some width, of the pixel that a share belongs to. */
  int pixel(int share, int pictureWidth) {
    return (top + share / width) * pictureWidth + left + share % width;
  }
}
