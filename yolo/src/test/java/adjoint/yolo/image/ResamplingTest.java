package adjoint.yolo.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static RgbImage random(int width, int height, long seed) {
    RgbImage image = RgbImage.blank(width, height);
    new Random(seed).nextBytes(image.data());
    return image;
  }

  /** Fixed-point weights stay within one grey level of interpolation in real numbers. */
  @Property(tries = 150)
  void followsRealInterpolation(
      @ForAll @IntRange(min = 1, max = 40) int sourceWidth,
      @ForAll @IntRange(min = 1, max = 40) int sourceHeight,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll long seed) {
    RgbImage source = random(sourceWidth, sourceHeight, seed);
    RgbImage result = Resampling.bilinear(source, width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          double expected = interpolate(source, width, height, x, y, c);
          assertTrue(
              Math.abs(expected - result.get(x, y, c)) <= 1.01,
              () -> "expected " + expected + " within one grey level");
        }
      }
    }
  }

  private static double interpolate(RgbImage source, int width, int height, int x, int y, int c) {
    double sx = clamp((x + 0.5) * source.width() / width - 0.5, source.width());
    double sy = clamp((y + 0.5) * source.height() / height - 0.5, source.height());
    int x0 = (int) sx;
    int y0 = (int) sy;
    int x1 = Math.min(x0 + 1, source.width() - 1);
    int y1 = Math.min(y0 + 1, source.height() - 1);
    double fx = sx - x0;
    double fy = sy - y0;
    return (1 - fy) * ((1 - fx) * source.get(x0, y0, c) + fx * source.get(x1, y0, c))
        + fy * ((1 - fx) * source.get(x0, y1, c) + fx * source.get(x1, y1, c));
  }

  private static double clamp(double value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }

  @Test
  void keepsTheSameSize() {
    RgbImage source = random(7, 5, 1);
    assertSame(source, Resampling.bilinear(source, 7, 5));
  }

  @Test
  void halvesByMeans() {
    RgbImage source = random(8, 6, 2);
    RgbImage half = Resampling.bilinear(source, 4, 3);
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += source.get(2 + i % 2, 4 + i / 2, 1);
    }
    assertEquals(sum + 2 >> 2, half.get(1, 2, 1));
  }

  /** Worked by hand: 2 columns to 4; weights 3/4 and 1/4 are 1536 and 512 in 1/2048. */
  @Test
  void usesTheFixedPointWeights() {
    RgbImage source = new RgbImage(2, 1, new byte[] {10, 20, 30, 50, 60, 70});
    RgbImage wide = Resampling.bilinear(source, 4, 1);
    assertEquals(10, wide.get(0, 0, 0));
    assertEquals(20, wide.get(1, 0, 0));
    assertEquals(40, wide.get(2, 0, 0));
    assertEquals(50, wide.get(3, 0, 0));
  }
}
