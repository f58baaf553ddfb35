package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** The reference's figures (specification G8). */
class RectangularBatchesTest {
  private static final double[] ASPECTS = {
    480 / 640.0, 375 / 500.0, 500 / 375.0, 640 / 480.0, 1, 720 / 1280.0
  };

  @Test
  void orderAndShapesMatchTheReference() {
    RectangularBatches padded = RectangularBatches.plan(ASPECTS, 2, 640, 32, 0.5);
    assertArrayEquals(new int[] {5, 0, 1, 4, 2, 3}, padded.order());
    assertArrayEquals(new int[] {512, 672, 672}, padded.heights());
    assertArrayEquals(new int[] {672, 672, 512}, padded.widths());
    RectangularBatches bare = RectangularBatches.plan(ASPECTS, 2, 640, 32, 0);
    assertArrayEquals(new int[] {480, 640, 640}, bare.heights());
    assertArrayEquals(new int[] {640, 640, 480}, bare.widths());
  }

  @Test
  void theLastBatchMayBeSmaller() {
    RectangularBatches batches = RectangularBatches.plan(ASPECTS, 4, 640, 32, 0);
    assertArrayEquals(new int[] {640, 640}, batches.heights());
    assertArrayEquals(new int[] {640, 480}, batches.widths());
  }
}
