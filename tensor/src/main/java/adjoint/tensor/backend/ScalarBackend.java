package adjoint.tensor.backend;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;

/** Plain Java: the control that every other backend is compared with, and the fallback. */
public class ScalarBackend implements Backend {
  private static final ChannelLoops CHANNEL_LOOPS = new ChannelLoops();
  private static final InnerProducts INNER_PRODUCTS = new InnerProducts();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void unary(UnaryOp op, Tensor x, Tensor out) {
    ScalarUnary.apply(op, x, out);
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    ScalarBinary.apply(op, a, b, out);
  }

  @Override
  public void compare(CompareOp op, Tensor a, Tensor b, Tensor out) {
    ScalarSelect.compare(op, a, b, out);
  }

  @Override
  public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
    ScalarSelect.where(condition, a, b, out);
  }

  @Override
  public void copy(Tensor x, Tensor out) {
    ScalarCopy.apply(x, out);
  }

  @Override
  public void addScaled(Tensor x, double scale, Tensor out) {
    ScalarBinary.addScaled(x, scale, out);
  }

  @Override
  public void reduce(ReduceOp op, Tensor x, int[] dimensions, Tensor out) {
    ScalarReductions.reduce(op, x, dimensions, out);
  }

  @Override
  public void argReduce(boolean largest, Tensor x, int dimension, Tensor out) {
    ScalarScan.argReduce(largest, x, dimension, out);
  }

  @Override
  public void cumulativeSum(Tensor x, int dimension, Tensor out) {
    ScalarScan.cumulativeSum(x, dimension, out);
  }

  @Override
  public void matmul(Tensor a, Tensor b, Tensor out) {
    ScalarMatmul.matmul(a, b, out);
  }

  @Override
  public void conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    ScalarConvolution.forward(x, weight, bias, options, out);
    switch (activation) {
      case NONE -> {}
      case SILU -> unary(UnaryOp.SILU, out, out);
      case RELU -> unary(UnaryOp.RELU, out, out);
    }
  }

  @Override
  public void conv2dInputGradient(
      Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    ScalarConvolutionInputGradient.run(gradient, weight, options, out);
  }

  @Override
  public void conv2dWeightGradient(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    if (PixelwiseWeightGradient.applies(gradient, options, out)) {
      PixelwiseWeightGradient.run(innerProducts(), gradient, x, options, out);
    } else {
      ScalarConvolutionWeightGradient.run(gradient, x, options, out);
    }
  }

  @Override
  public void maxPool2d(Tensor x, Pool2dOptions options, Tensor out, Tensor indices) {
    if (indices == null) {
      ScalarPooling.max(x, options, out);
    } else {
      ScalarPooling.maxWithIndices(x, options, out, indices);
    }
  }

  @Override
  public void avgPool2d(Tensor x, Pool2dOptions options, boolean countPadding, Tensor out) {
    ScalarPooling.average(x, options, countPadding, out);
  }

  @Override
  public void avgPool2dGradient(
      Tensor gradient, Pool2dOptions options, boolean countPadding, Tensor out) {
    ScalarPooling.averageGradient(gradient, options, countPadding, out);
  }

  @Override
  public void upsampleNearest(Tensor x, Tensor out) {
    ScalarUpsampling.nearest(x, out);
  }

  @Override
  public void siluGradient(Tensor x, Tensor gradient, Tensor out) {
    ScalarSiluGradient.apply(x, gradient, out);
  }

  @Override
  public void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    ScalarChannelNorm.moments(channelLoops(), x, mean, variance);
  }

  @Override
  public void channelNorm(
      Tensor x, Tensor mean, Tensor scale, Tensor shift, Activation activation, Tensor out) {
    ScalarChannelNorm.normalise(channelLoops(), x, mean, scale, shift, isSilu(activation), out);
  }

  @Override
  public void channelNormGradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor root,
      Tensor weight,
      Tensor shift,
      Activation activation,
      Tensor gx,
      Tensor gw,
      Tensor gb) {
    boolean silu = isSilu(activation);
    ScalarChannelNorm.gradient(
        channelLoops(), gradient, x, mean, root, weight, shift, silu, gx, gw, gb);
  }

  private static boolean isSilu(Activation activation) {
    return switch (activation) {
      case NONE -> false;
      case SILU -> true;
      default -> throw new IllegalArgumentException("channelNorm: no activation " + activation);
    };
  }

  /** The loops that a normalisation is made of; a backend may have faster ones. */
  protected ChannelLoops channelLoops() {
    return CHANNEL_LOOPS;
  }

  /** The inner loop of a pixelwise convolution's weight gradient. */
  protected InnerProducts innerProducts() {
    return INNER_PRODUCTS;
  }
}
