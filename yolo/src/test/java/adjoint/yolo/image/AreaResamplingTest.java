package adjoint.yolo.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaResamplingTest {
  private static RgbImage noise(int width, int height) {
    RgbImage image = RgbImage.blank(width, height);
    new Random(width).nextBytes(image.data());
    return image;
  }

  /** The mean over the area, by its definition in double precision. */
  private static double mean(RgbImage image, double x1, double y1, double x2, double y2, int c) {
    double sum = 0;
    for (int y = (int) y1; y < Math.min(Math.ceil(y2), image.height()); y++) {
      for (int x = (int) x1; x < Math.min(Math.ceil(x2), image.width()); x++) {
        double w = Math.min(x2, x + 1) - Math.max(x1, x);
        double h = Math.min(y2, y + 1) - Math.max(y1, y);
        sum += Math.max(w, 0) * Math.max(h, 0) * image.get(x, y, c);
      }
    }
    return sum / ((x2 - x1) * (y2 - y1));
  }

  @ParameterizedTest
  @CsvSource({"40, 30, 20, 15", "60, 45, 20, 15", "50, 37, 32, 23", "31, 64, 30, 17", "9, 9, 1, 1"})
  void eachPixelIsTheMeanOfItsArea(int width, int height, int toWidth, int toHeight) {
    RgbImage image = noise(width, height);
    RgbImage small = AreaResampling.shrink(image, toWidth, toHeight);
    double fx = (double) width / toWidth;
    double fy = (double) height / toHeight;
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < 3; c++) {
          double expected = mean(image, x * fx, y * fy, (x + 1) * fx, (y + 1) * fy, c);
          // Rounding gives up to one half; slivers below 1/1000 of a pixel are passed over.
          assertEquals(expected, small.get(x, y, c), 0.5 + 4 * 255e-3);
        }
      }
    }
  }

  @Test
  void onlyShrinks() {
    RgbImage image = noise(8, 8);
    assertSame(image, AreaResampling.shrink(image, 8, 8));
    assertThrows(IllegalArgumentException.class, () -> AreaResampling.shrink(image, 9, 8));
    assertThrows(IllegalArgumentException.class, () -> AreaResampling.shrink(image, 0, 8));
  }
}
