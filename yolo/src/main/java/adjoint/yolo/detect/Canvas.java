package adjoint.yolo.detect;

import adjoint.yolo.image.RgbImage;

/** Draws into a picture; what lies outside is cut off. Colours are 0xRRGGBB. */
public final class Canvas {
  private final RgbImage image;

  /** Draws into this picture. */
  public Canvas(RgbImage image) {
    this.image = image;
  }

  int width() {
    return image.width();
  }

  /** Fills columns left to right - 1 and rows top to bottom - 1. */
  public void fill(int left, int top, int right, int bottom, int color) {
    for (int y = Math.max(top, 0); y < Math.min(bottom, image.height()); y++) {
      for (int x = Math.max(left, 0); x < Math.min(right, image.width()); x++) {
        blend(x, y, color, 1);
      }
    }
  }

  /** Draws the outline of a rectangle with lines of a width, centred on its edges. */
  public void frame(int x1, int y1, int x2, int y2, int lineWidth, int color) {
    int before = lineWidth / 2;
    int after = lineWidth - before;
    fill(x1 - before, y1 - before, x2 + after, y1 + after, color);
    fill(x1 - before, y2 - before, x2 + after, y2 + after, color);
    fill(x1 - before, y1 + after, x1 + after, y2 - before, color);
    fill(x2 - before, y1 + after, x2 + after, y2 - before, color);
  }

  /** Draws a line with round ends, smoothed by the distance of each pixel from its middle. */
  public void line(double x1, double y1, double x2, double y2, double lineWidth, int color) {
    double reach = lineWidth / 2 + 1;
    int left = Math.max((int) Math.floor(Math.min(x1, x2) - reach), 0);
    int right = Math.min((int) Math.ceil(Math.max(x1, x2) + reach), image.width() - 1);
    int top = Math.max((int) Math.floor(Math.min(y1, y2) - reach), 0);
    int bottom = Math.min((int) Math.ceil(Math.max(y1, y2) + reach), image.height() - 1);
    double dx = x2 - x1;
    double dy = y2 - y1;
    double squaredLength = dx * dx + dy * dy;
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double along = squaredLength == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / squaredLength;
        along = Math.max(0, Math.min(1, along));
        double distance = Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
        double coverage = Math.max(0, Math.min(1, lineWidth / 2 + 0.5 - distance));
        if (coverage > 0) {
          blend(x, y, color, coverage);
        }
      }
    }
  }

  /** Mixes a colour over a pixel; coverage from 0 to 1. */
  public void blend(int x, int y, int color, double coverage) {
    int at = (y * image.width() + x) * 3;
    byte[] data = image.data();
    for (int c = 0; c < 3; c++) {
      int target = color >> 16 - 8 * c & 0xFF;
      int present = data[at + c] & 0xFF;
      data[at + c] = (byte) Math.round(present + (target - present) * coverage);
    }
  }

  boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < image.width() && y < image.height();
  }
}
