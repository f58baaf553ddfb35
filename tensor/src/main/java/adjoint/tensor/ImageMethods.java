package adjoint.tensor;

import adjoint.tensor.ops.ChannelNorm;
import adjoint.tensor.ops.Convolution;
import adjoint.tensor.ops.Pooling;
import adjoint.tensor.ops.Upsampling;

/**
 * Convolution, pooling and upsampling of images: four dimensions N x C x H x W (batch, channels,
 * height, width), F32 or F64. Shapes that do not fit throw {@link ShapeException} naming the
 * operation and the dimension.
 */
public sealed interface ImageMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Two-dimensional cross-correlation, the convolution of neural networks: {@code y[n,o,i,j] =
   * bias[o] + sum over c,u,v of weight[o,c,u,v] * x[n, g*C/groups + c, i*stride + u*dilation -
   * padding, ...]}, terms in the order (c, u, v), zero outside the image.
   *
   * @param weight O x C/groups x kernel height x kernel width
   * @param bias O numbers, or null
   */
  default Tensor conv2d(Tensor weight, Tensor bias, Conv2dOptions options) {
    return Convolution.forward(self(), weight, bias, options);
  }

  /**
   * {@link #conv2d} followed by an activation, in one pass over the output; for inference.
   *
   * @param bias O numbers, or null
   */
  default Tensor conv2d(Tensor weight, Tensor bias, Conv2dOptions options, Activation activation) {
    return Convolution.forward(self(), weight, bias, options, activation);
  }

  /** With this = dL/dy of {@link #conv2d}: dL/dx, of shape {@code inputShape}. */
  default Tensor conv2dInputGradient(Tensor weight, int[] inputShape, Conv2dOptions options) {
    return Convolution.inputGradient(self(), weight, inputShape, options);
  }

  /** With this = dL/dy of {@link #conv2d}: dL/dweight, of shape {@code weightShape}. */
  default Tensor conv2dWeightGradient(Tensor input, int[] weightShape, Conv2dOptions options) {
    return Convolution.weightGradient(self(), input, weightShape, options);
  }

  /** The largest value of each window; padding never wins; NaN does. */
  default Tensor maxPool2d(Pool2dOptions options) {
    return Pooling.max(self(), options);
  }

  /**
   * {@link #maxPool2d} with the position of each winner: {@code y * W + x} in its plane, the first
   * in row-major order where several are equal.
   */
  default ValuesAndIndices maxPool2dWithIndices(Pool2dOptions options) {
    return Pooling.maxWithIndices(self(), options);
  }

  /** The mean of each window; padding counts as zeros if {@code countPadding}. */
  default Tensor avgPool2d(Pool2dOptions options, boolean countPadding) {
    return Pooling.average(self(), options, countPadding);
  }

  /** With this = dL/dy of {@link #avgPool2d}: dL/dx, of shape {@code inputShape}. */
  default Tensor avgPool2dGradient(int[] inputShape, Pool2dOptions options, boolean countPadding) {
    return Pooling.averageGradient(self(), inputShape, options, countPadding);
  }

  /**
   * Means over a grid of height x width cells: cell i covers rows {@code floor(i*H/height)} to
   * {@code ceil((i+1)*H/height) - 1}.
   */
  default Tensor adaptiveAvgPool2d(int height, int width) {
    return Pooling.adaptiveAverage(self(), height, width);
  }

  /** With this = dL/dy of {@link #adaptiveAvgPool2d}: dL/dx, of shape {@code inputShape}. */
  default Tensor adaptiveAvgPool2dGradient(int[] inputShape) {
    return Pooling.adaptiveAverageGradient(self(), inputShape);
  }

  /** The largest values over the cells of {@link #adaptiveAvgPool2d}, with their positions. */
  default ValuesAndIndices adaptiveMaxPool2d(int height, int width) {
    return Pooling.adaptiveMax(self(), height, width);
  }

  /** To height x width by the nearest neighbour: {@code out[i] = in[floor(i * H / height)]}. */
  default Tensor upsampleNearest(int height, int width) {
    return Upsampling.nearest(self(), height, width);
  }

  /** With this = dL/dy of {@link #upsampleNearest}: dL/dx, of shape {@code inputShape}. */
  default Tensor upsampleNearestGradient(int[] inputShape) {
    return Upsampling.nearestGradient(self(), inputShape);
  }

  /**
   * To height x width by linear interpolation along both axes, with half-pixel centres, or with the
   * corner pixels fixed if {@code alignCorners}.
   */
  default Tensor upsampleBilinear(int height, int width, boolean alignCorners) {
    return Upsampling.bilinear(self(), height, width, alignCorners);
  }

  /** With this = dL/dy of {@link #upsampleBilinear}: dL/dx, of shape {@code inputShape}. */
  default Tensor upsampleBilinearGradient(int[] inputShape, boolean alignCorners) {
    return Upsampling.bilinearGradient(self(), inputShape, alignCorners);
  }

  /**
   * The mean and the biased variance of each channel of this, N x C x ..., F32: two tensors of C.
   *
   * @throws ShapeException if there are no channels or no elements
   */
  default Tensor[] channelMoments() {
    return ChannelNorm.moments(self());
  }

  /**
   * {@code act((this - mean) scale + shift)}, per channel of N x C x ..., in one pass; all F32.
   *
   * @param activation {@link Activation#NONE} or {@link Activation#SILU}
   * @throws ShapeException if there are no elements, or there is not one number per channel
   */
  default Tensor channelNorm(Tensor mean, Tensor scale, Tensor shift, Activation activation) {
    return ChannelNorm.normalise(self(), mean, scale, shift, activation);
  }

  /**
   * With this = x and {@code gradient} = dL/dy of {@code y = act(w h + b)}, {@code h = (x - mean)
   * root}, where the mean and {@code root = 1 / sqrt(variance + eps)} are those of x: dL/dx, dL/dw
   * and dL/db; all F32.
   *
   * @param activation as for {@link #channelNorm}
   * @throws ShapeException if the shapes do not fit
   */
  default Tensor[] channelNormGradient(
      Tensor gradient,
      Tensor mean,
      Tensor root,
      Tensor weight,
      Tensor bias,
      Activation activation) {
    return ChannelNorm.gradient(gradient, self(), mean, root, weight, bias, activation);
  }
}
