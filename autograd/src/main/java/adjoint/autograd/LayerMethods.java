package adjoint.autograd;

import adjoint.autograd.functions.AdaptiveAvgPool2d;
import adjoint.autograd.functions.AdaptiveMaxPool2d;
import adjoint.autograd.functions.AvgPool2d;
import adjoint.autograd.functions.Bmm;
import adjoint.autograd.functions.Composite;
import adjoint.autograd.functions.ConvTranspose2d;
import adjoint.autograd.functions.MaxPool2d;
import adjoint.autograd.functions.UpsampleBilinear;
import adjoint.autograd.functions.UpsampleNearest;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;

/** Matrix products, convolution, pooling and upsampling. */
public sealed interface LayerMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /**
   * The product of the last two dimensions, the others broadcast, as {@link
   * adjoint.tensor.MatrixMethods#matmul}.
   */
  default Variable matmul(Variable other) {
    return Composite.matmul(self(), other);
  }

  /** The products of two equally long stacks of matrices. */
  default Variable bmm(Variable other) {
    return new Bmm().apply(self(), other);
  }

  /**
   * Two-dimensional convolution, as {@link adjoint.tensor.ImageMethods#conv2d}; {@code bias} may be
   * null.
   */
  default Variable conv2d(Variable weight, Variable bias, Conv2dOptions options) {
    return Composite.conv2d(self(), weight, bias, options);
  }

  /**
   * Transposed convolution: every element of this adds a multiple of the kernel to the output, as
   * in the reverse pass of {@link #conv2d}; see {@link ConvTranspose2d}.
   *
   * @param weight C x O/groups x kernel height x kernel width, C being the channels of this
   * @param bias O numbers, or null
   * @param outputPaddingY rows added at the bottom, below the stride
   * @param outputPaddingX columns added at the right, below the stride
   */
  default Variable convTranspose2d(
      Variable weight,
      Variable bias,
      Conv2dOptions options,
      int outputPaddingY,
      int outputPaddingX) {
    ConvTranspose2d convolution = new ConvTranspose2d(options, outputPaddingY, outputPaddingX);
    return bias == null
        ? convolution.apply(self(), weight)
        : convolution.apply(self(), weight, bias);
  }

  /** The largest value of each window; the first winner gets the gradient. */
  default Variable maxPool2d(Pool2dOptions options) {
    return new MaxPool2d(options).apply(self());
  }

  /** The mean of each window. */
  default Variable avgPool2d(Pool2dOptions options, boolean countPadding) {
    return new AvgPool2d(options, countPadding).apply(self());
  }

  /** Means over a grid of cells. */
  default Variable adaptiveAvgPool2d(int height, int width) {
    return new AdaptiveAvgPool2d(height, width).apply(self());
  }

  /** The largest values over a grid of cells. */
  default Variable adaptiveMaxPool2d(int height, int width) {
    return new AdaptiveMaxPool2d(height, width).apply(self());
  }

  /** To height x width by the nearest neighbour. */
  default Variable upsampleNearest(int height, int width) {
    return new UpsampleNearest(height, width).apply(self());
  }

  /** To height x width by linear interpolation. */
  default Variable upsampleBilinear(int height, int width, boolean alignCorners) {
    return new UpsampleBilinear(height, width, alignCorners).apply(self());
  }
}
