package adjoint.autograd.catalog;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
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
import java.util.stream.Stream;

/** Pooling and upsampling of images, and their gradients. */
final class PoolingOperations {
  private static final int[] INPUT = {2, 2, 5, 4};
  private static final Operand IMAGE = Operand.real(INPUT);

  /** Windows of 3 x 2 at every second row, with one padded row. */
  private static final Pool2dOptions OVERLAPPING = new Pool2dOptions(3, 2, 2, 1, 1, 0);

  private static final Operand POOLED = Operand.real(2, 2, 3, 3);

  private PoolingOperations() {}

  static Stream<Operation> all() {
    return Stream.of(windows(), cells(), upsampling()).flatMap(s -> s);
  }

  private static Stream<Operation> windows() {
    return Stream.of(
        operation(
            "maxPool2d",
            MaxPool2d.class,
            Sample.of("maxPool2d", x -> x[0].maxPool2d(OVERLAPPING), IMAGE)),
        operation(
            "avgPool2d",
            AvgPool2d.class,
            Sample.of("avgPool2d", x -> x[0].avgPool2d(OVERLAPPING, false), IMAGE),
            Sample.of("avgPool2d counting padding", x -> x[0].avgPool2d(OVERLAPPING, true), IMAGE)),
        operation(
            "avgPool2dGradient",
            AvgPool2dGradient.class,
            Sample.of("avgPool2dGradient", averageGradient(false), POOLED),
            Sample.of("avgPool2dGradient counting padding", averageGradient(true), POOLED)));
  }

  private static Expression averageGradient(boolean countPadding) {
    return x -> new AvgPool2dGradient(INPUT, OVERLAPPING, countPadding).apply(x);
  }

  private static Stream<Operation> cells() {
    return Stream.of(
        operation(
            "adaptiveAvgPool2d",
            AdaptiveAvgPool2d.class,
            Sample.of("adaptiveAvgPool2d", x -> x[0].adaptiveAvgPool2d(3, 3), IMAGE)),
        operation(
            "adaptiveAvgPool2dGradient",
            AdaptiveAvgPool2dGradient.class,
            Sample.of(
                "adaptiveAvgPool2dGradient",
                x -> new AdaptiveAvgPool2dGradient(INPUT).apply(x),
                POOLED)),
        operation(
            "adaptiveMaxPool2d",
            AdaptiveMaxPool2d.class,
            Sample.of("adaptiveMaxPool2d", x -> x[0].adaptiveMaxPool2d(3, 3), IMAGE)));
  }

  private static Stream<Operation> upsampling() {
    return Stream.of(
        operation("upsampleNearest", UpsampleNearest.class, nearest(7, 8), nearest(3, 2)),
        operation(
            "upsampleNearestGradient",
            UpsampleNearestGradient.class,
            nearestGradient(7, 8),
            nearestGradient(3, 2)),
        operation("upsampleBilinear", UpsampleBilinear.class, bilinear(false), bilinear(true)),
        operation(
            "upsampleBilinearGradient",
            UpsampleBilinearGradient.class,
            bilinearGradient(false),
            bilinearGradient(true)));
  }

  private static Sample nearest(int height, int width) {
    return Sample.of(
        "upsampleNearest to " + height + " x " + width,
        x -> x[0].upsampleNearest(height, width),
        IMAGE);
  }

  private static Sample nearestGradient(int height, int width) {
    return Sample.of(
        "upsampleNearestGradient to " + height + " x " + width,
        x -> new UpsampleNearestGradient(INPUT).apply(x),
        Operand.real(2, 2, height, width));
  }

  private static Sample bilinear(boolean corners) {
    return Sample.of(
        "upsampleBilinear" + (corners ? " with fixed corners" : ""),
        x -> x[0].upsampleBilinear(7, 3, corners),
        IMAGE);
  }

  private static Sample bilinearGradient(boolean corners) {
    return Sample.of(
        "upsampleBilinearGradient" + (corners ? " with fixed corners" : ""),
        x -> new UpsampleBilinearGradient(INPUT, corners).apply(x),
        Operand.real(2, 2, 7, 3));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.POOLING, function, samples);
  }
}
