package adjoint.yolo.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's figures (specification G4). */
class LetterboxTest {
  @ParameterizedTest
  @CsvSource({
    "720, 1280, 640, 640, true, true, 32, 384, 640, 0, 12, 12, 0, 360, 640",
    "1080, 810, 640, 640, true, true, 32, 640, 480, 0, 0, 0, 0, 640, 480",
    "1080, 810, 640, 640, false, true, 32, 640, 640, 80, 0, 0, 80, 640, 480",
    "375, 500, 640, 640, false, false, 32, 640, 640, 70, 132.5, 132, 70, 375, 500",
    "375, 500, 384, 640, false, false, 32, 384, 640, 70, 4.5, 4, 70, 375, 500",
    "427, 640, 480, 672, false, false, 32, 480, 672, 16, 26.5, 26, 16, 427, 640",
    "480, 639, 640, 640, true, true, 64, 512, 640, 0, 15.5, 15, 0, 481, 640",
    "333, 500, 512, 512, false, true, 32, 512, 512, 0, 85.5, 85, 0, 341, 512",
    "100, 37, 416, 416, true, true, 32, 416, 160, 3, 0, 0, 3, 416, 154",
  })
  void matchesTheReference(
      int height,
      int width,
      int targetHeight,
      int targetWidth,
      boolean minimal,
      boolean scaleUp,
      int stride,
      int outHeight,
      int outWidth,
      double padX,
      double padY,
      int top,
      int left,
      int innerHeight,
      int innerWidth) {
    Letterbox plan =
        Letterbox.plan(height, width, targetHeight, targetWidth, minimal, scaleUp, stride);
    assertEquals(outHeight, plan.height());
    assertEquals(outWidth, plan.width());
    assertEquals(padX, plan.padX());
    assertEquals(padY, plan.padY());
    assertEquals(top, plan.top());
    assertEquals(left, plan.left());
    assertEquals(innerHeight, plan.innerHeight());
    assertEquals(innerWidth, plan.innerWidth());
    RgbImage result = plan.apply(RgbImage.blank(width, height));
    assertEquals(outHeight, result.height());
    assertEquals(outWidth, result.width());
    assertEquals(0, result.get(plan.left(), plan.top(), 0));
    if (plan.top() > 0) {
      assertEquals(Letterbox.BORDER, result.get(0, 0, 1));
    }
  }
}
