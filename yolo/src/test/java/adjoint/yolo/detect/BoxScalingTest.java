package adjoint.yolo.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** The reference's figures (specification G5). */
class BoxScalingTest {
  @Test
  void worksOutGainAndPadding() {
    float[][] boxes = {{10, 20, 300, 350}, {-5, 0, 700, 400}};
    BoxScaling.toOriginal(boxes, 384, 640, 720, 1280);
    assertArrayEquals(new float[] {20, 16, 600, 676}, boxes[0]);
    assertArrayEquals(new float[] {0, 0, 1280, 720}, boxes[1]);
  }

  @Test
  void usesRecordedGainAndPadding() {
    float[][] boxes = {{100, 120, 300, 350}};
    BoxScaling.toOriginal(boxes, 1.28, 16, 96, 375, 500);
    assertArrayEquals(new float[] {65.625f, 18.75f, 221.875f, 198.4375f}, boxes[0], 1e-4f);
  }
}
