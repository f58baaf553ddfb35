package adjoint.yolo.data;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Groups pictures of similar aspect ratio, so that each batch is padded as little as possible.
 *
 * @param order picture numbers, wide pictures first
 * @param heights rows of each batch
 * @param widths columns of each batch
 */
record RectangularBatches(int[] order, int[] heights, int[] widths) {
  /**
   * Plans the batches.
   *
   * @param pad strides that are added to each side before it is rounded up to a multiple
   */
  static RectangularBatches plan(
      LabelledImages images, int batchSize, int imageSize, int stride, double pad) {
    double[] aspects = new double[images.size()];
    Arrays.setAll(aspects, i -> (double) images.height(i) / images.width(i));
    return plan(aspects, batchSize, imageSize, stride, pad);
  }

  static RectangularBatches plan(
      double[] aspects, int batchSize, int imageSize, int stride, double pad) {
    Integer[] sorted = new Integer[aspects.length];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, Comparator.comparingDouble(i -> aspects[i]));
    int[] order = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    int batches = (order.length + batchSize - 1) / batchSize;
    int[] heights = new int[batches];
    int[] widths = new int[batches];
    for (int b = 0; b < batches; b++) {
      double lowest = aspects[order[b * batchSize]];
      double highest = aspects[order[Math.min((b + 1) * batchSize, order.length) - 1]];
      heights[b] = side(highest < 1 ? highest : 1, imageSize, stride, pad);
      widths[b] = side(highest >= 1 && lowest > 1 ? 1 / lowest : 1, imageSize, stride, pad);
    }
    return new RectangularBatches(order, heights, widths);
  }

  private static int side(double factor, int imageSize, int stride, double pad) {
    return (int) Math.ceil(factor * imageSize / stride + pad) * stride;
  }
}
