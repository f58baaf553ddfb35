package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;

/**
 * Convolution without bias, batch normalisation, activation: {@code y = act(bn(conv(x)))}.
 *
 * <p>{@link #fuse} folds the normalisation into the convolution for inference. Where no gradient is
 * recorded, a fused block computes convolution, bias and activation in one pass.
 */
public class Conv extends Module {
  private Conv2d conv;
  private BatchNorm2d bn;
  private final Module act;

  /**
   * Creates the block with any geometry.
   *
   * @param options stride, padding, dilation and groups
   * @param act the activation, {@link Activations#none()} for none
   */
  public Conv(
      int c1,
      int c2,
      int kernelY,
      int kernelX,
      Conv2dOptions options,
      Module act,
      BlockSettings settings) {
    this.conv =
        child("conv", new Conv2d(c1, c2, kernelY, kernelX, options, false, settings.generator()));
    this.bn = child("bn", new BatchNorm2d(c2));
    this.act = child("act", act);
  }

  /** A square kernel with padding {@code kernel / 2} and the default activation. */
  public Conv(int c1, int c2, int kernel, int stride, int groups, BlockSettings settings) {
    this(
        c1,
        c2,
        kernel,
        kernel,
        samePadding(kernel, kernel).withStride(stride).withGroups(groups),
        settings.newActivation(),
        settings);
  }

  /** A square kernel with padding {@code kernel / 2}, one group and the default activation. */
  public Conv(int c1, int c2, int kernel, int stride, BlockSettings settings) {
    this(c1, c2, kernel, stride, 1, settings);
  }

  /** Stride 1 with a padding of half the kernel, which keeps the size for odd kernels. */
  public static Conv2dOptions samePadding(int kernelY, int kernelX) {
    return Conv2dOptions.DEFAULT.withPadding(kernelY / 2, kernelX / 2);
  }

  @Override
  public Variable forward(Variable x) {
    return bn == null ? conv.forward(x, act) : act.forward(bn.forward(conv.forward(x)));
  }

  /** Whether the normalisation has been folded into the convolution. */
  public final boolean isFused() {
    return bn == null;
  }

  /**
   * Folds the normalisation, as it is in evaluation, into the convolution. With {@code g = gamma /
   * sqrt(running variance + eps)}: {@code weight := g * weight} per output channel and {@code bias
   * := beta - g * running mean}. Does nothing the second time.
   */
  public final void fuse() {
    if (bn == null) {
      return;
    }
    Tensor weight = conv.weight().value();
    DType dtype = weight.dtype();
    Tensor variance = bn.runningVar().to(DType.F64);
    Tensor gain = bn.weight().value().to(DType.F64).div(variance.add(bn.eps()).sqrt());
    Tensor mean = bn.runningMean().to(DType.F64);
    Tensor bias = bn.bias().value().to(DType.F64).sub(gain.mul(mean));
    Tensor scaled = weight.to(DType.F64).mul(gain.reshape(-1, 1, 1, 1));
    boolean trained = conv.weight().requiresGrad();
    Conv2d folded = Conv2d.of(scaled.to(dtype), bias.to(dtype), conv.options());
    conv = replaceChild("conv", folded);
    removeChild("bn");
    bn = null;
    folded.weight().requiresGrad(trained);
    folded.bias().requiresGrad(trained);
  }
}
