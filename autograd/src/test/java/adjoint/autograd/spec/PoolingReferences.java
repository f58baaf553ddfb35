package adjoint.autograd.spec;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Pooling and upsampling of images, and their gradients. */
final class PoolingReferences {
  private static final int H = 5;
  private static final int W = 4;
  private static final int[] INPUT = {2, 2, H, W};

  private PoolingReferences() {}

  static void addTo(References references) {
    Reference inside = overlapping(PoolingReferences::mean);
    Reference padded = overlapping(values -> DoubleStream.of(values).sum() / 6);
    Reference cells = cells(PoolingReferences::mean);
    references
        .add("maxPool2d", overlapping(PoolingReferences::max))
        .add("avgPool2d", inside)
        .add("avgPool2d counting padding", padded)
        .add("avgPool2dGradient", LayerReferences.transpose(inside, INPUT))
        .add("avgPool2dGradient counting padding", LayerReferences.transpose(padded, INPUT))
        .add("adaptiveAvgPool2d", cells)
        .add("adaptiveAvgPool2dGradient", LayerReferences.transpose(cells, INPUT))
        .add("adaptiveMaxPool2d", cells(PoolingReferences::max));
    nearest(references, 7, 8);
    nearest(references, 3, 2);
    bilinear(references, false, "");
    bilinear(references, true, " with fixed corners");
  }

  // ---- pooling --------------------------------------------------------------------------------

  /**
   * Summarises rows from {@code top} and columns from {@code left} of a plane, as far as inside.
   */
  private static double window(
      Plain x, int[] i, int top, int bottom, int left, int right, ToDoubleFunction<double[]> f) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (int row = Math.max(top, 0); row < Math.min(bottom, H); row++) {
      for (int column = Math.max(left, 0); column < Math.min(right, W); column++) {
        values.add(x.get(i[0], i[1], row, column));
      }
    }
    return f.applyAsDouble(values.build().toArray());
  }

  private static double max(double... values) {
    return DoubleStream.of(values).max().orElseThrow();
  }

  private static double mean(double... values) {
    return DoubleStream.of(values).sum() / values.length;
  }

  /** Over windows of 3 x 2 at every second row, with one padded row. */
  private static Reference overlapping(ToDoubleFunction<double[]> f) {
    return x ->
        Plain.build(
            new int[] {2, 2, 3, 3},
            i -> window(x[0], i, 2 * i[2] - 1, 2 * i[2] + 2, i[3], i[3] + 2, f));
  }

  /** Over a grid of 3 x 3 cells: rows 0-1, 1-3, 3-4 and columns 0-1, 1-2, 2-3. */
  private static Reference cells(ToDoubleFunction<double[]> f) {
    int[] top = {0, 1, 3};
    int[] bottom = {2, 4, 5};
    return x ->
        Plain.build(
            new int[] {2, 2, 3, 3},
            i -> window(x[0], i, top[i[2]], bottom[i[2]], i[3], i[3] + 2, f));
  }

  // ---- upsampling -----------------------------------------------------------------------------

  private static void nearest(References references, int height, int width) {
    int[] output = {2, 2, height, width};
    Reference reference =
        x -> Plain.build(output, i -> x[0].get(i[0], i[1], i[2] * H / height, i[3] * W / width));
    String size = " to " + height + " x " + width;
    references
        .add("upsampleNearest" + size, reference)
        .add("upsampleNearestGradient" + size, LayerReferences.transpose(reference, INPUT));
  }

  private static void bilinear(References references, boolean corners, String suffix) {
    int[] output = {2, 2, 7, 3};
    Reference reference = x -> bilinear(x[0], output, corners);
    references
        .add("upsampleBilinear" + suffix, reference)
        .add("upsampleBilinearGradient" + suffix, LayerReferences.transpose(reference, INPUT));
  }

  /** Sums over the whole plane with the weight of every pixel, a hat around the position. */
  private static Plain bilinear(Plain x, int[] output, boolean corners) {
    return Plain.build(
        output,
        i -> {
          double y = position(i[2], H, output[2], corners);
          double column = position(i[3], W, output[3], corners);
          double sum = 0;
          for (int p = 0; p < H; p++) {
            for (int q = 0; q < W; q++) {
              double weight =
                  Math.max(0, 1 - Math.abs(y - p)) * Math.max(0, 1 - Math.abs(column - q));
              sum += weight * x.get(i[0], i[1], p, q);
            }
          }
          return sum;
        });
  }

  private static double position(int i, int from, int to, boolean corners) {
    double position = corners ? i * (from - 1.0) / (to - 1) : (i + 0.5) * from / to - 0.5;
    return Math.min(Math.max(position, 0), from - 1);
  }
}
