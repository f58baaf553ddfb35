package adjoint.autograd.spec;

import adjoint.autograd.functions.AdaptiveAvgPool2d;
import adjoint.autograd.functions.AdaptiveAvgPool2dGradient;
import adjoint.autograd.functions.AdaptiveMaxPool2d;
import adjoint.autograd.functions.AvgPool2d;
import adjoint.autograd.functions.AvgPool2dGradient;
import adjoint.autograd.functions.MaxPool2d;
import adjoint.autograd.functions.UpsampleBilinear;
import adjoint.autograd.functions.UpsampleBilinearGradient;
import adjoint.autograd.functions.UpsampleNearest;
import adjoint.autograd.functions.UpsampleNearestGradient;
import adjoint.tensor.Pool2dOptions;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Pooling and upsampling of images, and their gradients. */
final class PoolingSpecs {
  private static final int H = 5;
  private static final int W = 4;
  private static final int[] INPUT = {2, 2, H, W};
  private static final Pool2dOptions OVERLAPPING = new Pool2dOptions(3, 2, 2, 1, 1, 0);

  private PoolingSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(windows(), cells(), nearest(7, 8), nearest(3, 2), bilinear()).flatMap(s -> s);
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

  /** Over the windows of {@link #OVERLAPPING}. */
  private static Reference overlapping(ToDoubleFunction<double[]> f) {
    return x ->
        Plain.build(
            new int[] {2, 2, 3, 3},
            i -> window(x[0], i, 2 * i[2] - 1, 2 * i[2] + 2, i[3], i[3] + 2, f));
  }

  private static Stream<OpSpec> windows() {
    Reference inside = overlapping(PoolingSpecs::mean);
    Reference padded = overlapping(values -> DoubleStream.of(values).sum() / 6);
    return Stream.of(
        OpSpec.of(
            "maxPool2d",
            MaxPool2d.class,
            x -> x[0].maxPool2d(OVERLAPPING),
            overlapping(PoolingSpecs::max),
            Operand.real(INPUT)),
        average("avgPool2d", false, inside),
        average("avgPool2d counting padding", true, padded),
        averageGradient("avgPool2dGradient", false, inside),
        averageGradient("avgPool2dGradient counting padding", true, padded));
  }

  private static OpSpec average(String name, boolean countPadding, Reference reference) {
    return OpSpec.of(
        name,
        AvgPool2d.class,
        x -> x[0].avgPool2d(OVERLAPPING, countPadding),
        reference,
        Operand.real(INPUT));
  }

  private static OpSpec averageGradient(String name, boolean countPadding, Reference forward) {
    return OpSpec.of(
        name,
        AvgPool2dGradient.class,
        x -> new AvgPool2dGradient(INPUT, OVERLAPPING, countPadding).apply(x),
        LayerSpecs.transpose(forward, INPUT),
        Operand.real(2, 2, 3, 3));
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

  private static Stream<OpSpec> cells() {
    return Stream.of(
        OpSpec.of(
            "adaptiveAvgPool2d",
            AdaptiveAvgPool2d.class,
            x -> x[0].adaptiveAvgPool2d(3, 3),
            cells(PoolingSpecs::mean),
            Operand.real(INPUT)),
        OpSpec.of(
            "adaptiveAvgPool2dGradient",
            AdaptiveAvgPool2dGradient.class,
            x -> new AdaptiveAvgPool2dGradient(INPUT).apply(x),
            LayerSpecs.transpose(cells(PoolingSpecs::mean), INPUT),
            Operand.real(2, 2, 3, 3)),
        OpSpec.of(
            "adaptiveMaxPool2d",
            AdaptiveMaxPool2d.class,
            x -> x[0].adaptiveMaxPool2d(3, 3),
            cells(PoolingSpecs::max),
            Operand.real(INPUT)));
  }

  // ---- upsampling -----------------------------------------------------------------------------

  private static Stream<OpSpec> nearest(int height, int width) {
    int[] output = {2, 2, height, width};
    Reference reference =
        x -> Plain.build(output, i -> x[0].get(i[0], i[1], i[2] * H / height, i[3] * W / width));
    String size = " to " + height + " x " + width;
    return Stream.of(
        OpSpec.of(
            "upsampleNearest" + size,
            UpsampleNearest.class,
            x -> x[0].upsampleNearest(height, width),
            reference,
            Operand.real(INPUT)),
        OpSpec.of(
            "upsampleNearestGradient" + size,
            UpsampleNearestGradient.class,
            x -> new UpsampleNearestGradient(INPUT).apply(x),
            LayerSpecs.transpose(reference, INPUT),
            Operand.real(output)));
  }

  private static Stream<OpSpec> bilinear() {
    int[] output = {2, 2, 7, 3};
    return Stream.of(false, true)
        .flatMap(
            corners ->
                Stream.of(
                    OpSpec.of(
                        "upsampleBilinear" + (corners ? " with fixed corners" : ""),
                        UpsampleBilinear.class,
                        x -> x[0].upsampleBilinear(7, 3, corners),
                        x -> bilinear(x[0], output, corners),
                        Operand.real(INPUT)),
                    OpSpec.of(
                        "upsampleBilinearGradient" + (corners ? " with fixed corners" : ""),
                        UpsampleBilinearGradient.class,
                        x -> new UpsampleBilinearGradient(INPUT, corners).apply(x),
                        LayerSpecs.transpose(x -> bilinear(x[0], output, corners), INPUT),
                        Operand.real(output))));
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
