package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.real;

import adjoint.autograd.functions.AdaptiveAvgPool2dGradient;
import adjoint.autograd.functions.AvgPool2dGradient;
import adjoint.autograd.functions.Conv2dInputGradient;
import adjoint.autograd.functions.Conv2dWeightGradient;
import adjoint.autograd.functions.UpsampleBilinearGradient;
import adjoint.autograd.functions.UpsampleNearestGradient;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.ShapeException;
import java.util.stream.Stream;

/** Mistakes in the use of convolutions, normalisations and pooling. */
final class LayersErrors {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;
  private static final Pool2dOptions POOL = new Pool2dOptions(3, 2, 2, 1, 1, 0);
  private static final int[] IMAGE = {2, 2, 5, 4};

  private LayersErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "conv2d",
            x -> x[0].conv2d(x[1], null, PLAIN),
            ShapeException.class,
            "conv2d: input [1, 3, 4, 4] has 3 channels, but weight [2, 4, 2, 2] with"
                + " groups 1 needs 4",
            real(1, 3, 4, 4),
            real(2, 4, 2, 2)),
        ErrorInput.of(
            "conv2d",
            x -> x[0].conv2d(x[1], null, PLAIN),
            ShapeException.class,
            "conv2d: the input's height 1 with padding 0 is smaller than the kernel, which"
                + " with dilation 1 covers 2",
            real(1, 4, 1, 4),
            real(2, 4, 2, 2)),
        ErrorInput.of(
            "conv2d",
            x -> x[0].conv2d(x[1], x[2], PLAIN),
            ShapeException.class,
            "conv2d: the bias must have shape [2], one number per output channel of the"
                + " weight [2, 4, 2, 2], but has [3]",
            real(1, 4, 4, 4),
            real(2, 4, 2, 2),
            real(3)),
        ErrorInput.of(
            "conv2dInputGradient",
            x -> new Conv2dInputGradient(new int[] {2, 4, 4, 3}, PLAIN).apply(x),
            ShapeException.class,
            "conv2dInputGradient: the gradient must have the output's shape [2, 2, 3, 2],"
                + " but has [2, 2, 3, 3]",
            real(2, 2, 3, 3),
            real(2, 4, 2, 2)),
        ErrorInput.of(
            "conv2dWeightGradient",
            x -> new Conv2dWeightGradient(new int[] {2, 4, 2, 2}, PLAIN).apply(x),
            ShapeException.class,
            "conv2dWeightGradient: the gradient must have the output's shape [2, 2, 3, 2],"
                + " but has [2, 2, 3, 3]",
            real(2, 2, 3, 3),
            real(2, 4, 4, 3)),
        ErrorInput.of(
            "convTranspose2d",
            x -> x[0].convTranspose2d(x[1], null, PLAIN, 1, 0),
            ShapeException.class,
            "convTranspose2d: output padding 1 x 0 must be from 0 to below the stride 1 x 1",
            real(1, 4, 4, 4),
            real(4, 2, 2, 2)),
        ErrorInput.of(
            "batchNorm",
            x -> x[0].batchNorm(x[1], x[2], 1e-2),
            ShapeException.class,
            "batchNorm: the scale must have shape [4], one number per channel of the input"
                + " [3, 4], but has [3]",
            real(3, 4),
            real(3),
            real(4)),
        ErrorInput.of(
            "batchNorm",
            x -> x[0].batchNorm(x[1], x[2], 1e-2),
            ShapeException.class,
            "batchNorm: the input must have at least two dimensions, N x C x ..., but has"
                + " shape [3]",
            real(3),
            real(3),
            real(3)),
        ErrorInput.of(
            "batchNorm",
            x -> x[0].batchNorm(x[1], x[2], 1e-2),
            ShapeException.class,
            "batchNorm: the input of shape [0, 3] has no elements to take the mean of",
            real(0, 3),
            real(3),
            real(3)),
        ErrorInput.of(
            "layerNorm",
            x -> x[0].layerNorm(new int[] {4}, x[1], null, 1e-2),
            ShapeException.class,
            "layerNorm: the weight must have shape [4], but has [3]",
            real(3, 4),
            real(3)),
        ErrorInput.of(
            "groupNorm",
            x -> x[0].groupNorm(3, null, null, 1e-2),
            ShapeException.class,
            "groupNorm: the channels (dimension 1) of the input of shape [3, 4] do not"
                + " divide into 3 groups",
            real(3, 4)),
        ErrorInput.of(
            "maxPool2d",
            x -> x[0].maxPool2d(POOL),
            ShapeException.class,
            "maxPool2d: the input must have four dimensions, N x C x H x W, but has shape"
                + " [2, 5, 4]",
            real(2, 5, 4)),
        ErrorInput.of(
            "avgPool2d",
            x -> x[0].avgPool2d(POOL, false),
            ShapeException.class,
            "avgPool2d: the input must have four dimensions, N x C x H x W, but has shape"
                + " [2, 5, 4]",
            real(2, 5, 4)),
        ErrorInput.of(
            "avgPool2dGradient",
            x -> new AvgPool2dGradient(IMAGE, POOL, false).apply(x),
            ShapeException.class,
            "avgPool2dGradient: the gradient must have the output's shape [2, 2, 3, 3],"
                + " but has [2, 2, 3, 2]",
            real(2, 2, 3, 2)),
        ErrorInput.of(
            "adaptiveAvgPool2d",
            x -> x[0].adaptiveAvgPool2d(0, 3),
            ShapeException.class,
            "adaptiveAvgPool2d: the output must have at least 1 x 1 pixels, asked for 0 x 3",
            real(1, 2, 5, 4)),
        ErrorInput.of(
            "adaptiveAvgPool2dGradient",
            x -> new AdaptiveAvgPool2dGradient(IMAGE).apply(x),
            ShapeException.class,
            "adaptiveAvgPool2dGradient: the gradient must have the output's shape [2, 2,"
                + " 3, 3], but has [2, 3, 3, 3]",
            real(2, 3, 3, 3)),
        ErrorInput.of(
            "adaptiveMaxPool2d",
            x -> x[0].adaptiveMaxPool2d(3, -1),
            ShapeException.class,
            "adaptiveMaxPool2d: the output must have at least 1 x 1 pixels, asked for 3 x" + " -1",
            real(1, 2, 5, 4)),
        ErrorInput.of(
            "upsampleNearest",
            x -> x[0].upsampleNearest(3, 3),
            ShapeException.class,
            "upsampleNearest: the input must have four dimensions, N x C x H x W, but has"
                + " shape [2, 5, 4]",
            real(2, 5, 4)),
        ErrorInput.of(
            "upsampleNearestGradient",
            x -> new UpsampleNearestGradient(IMAGE).apply(x),
            ShapeException.class,
            "upsampleNearestGradient: the gradient must have the output's shape [2, 2, 7,"
                + " 8], but has [2, 3, 7, 8]",
            real(2, 3, 7, 8)),
        ErrorInput.of(
            "upsampleBilinear",
            x -> x[0].upsampleBilinear(-1, 3, false),
            ShapeException.class,
            "upsampleBilinear: the output must have at least 1 x 1 pixels, asked for -1 x 3",
            real(1, 2, 5, 4)),
        ErrorInput.of(
            "upsampleBilinearGradient",
            x -> new UpsampleBilinearGradient(IMAGE, false).apply(x),
            ShapeException.class,
            "upsampleBilinearGradient: the gradient must have the output's shape [2, 2, 7,"
                + " 3], but has [2, 3, 7, 3]",
            real(2, 3, 7, 3)));
  }
}
