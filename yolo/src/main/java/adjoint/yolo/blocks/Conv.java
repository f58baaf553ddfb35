package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
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
    Generator generator = settings.generator();
    boolean fused = settings.fused();
    conv = child("conv", new Conv2d(c1, c2, kernelY, kernelX, options, fused, generator));
    bn = fused ? null : child("bn", new BatchNorm2d(c2));
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
    return bn == null ? conv.forward(x, act) : bn.forward(conv.forward(x), act);
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
    DType dtype = conv.weight().dtype();
    double[] gain = bn.weight().value().toDoubleArray();
    double[] shift = bn.bias().value().toDoubleArray();
    double[] mean = bn.runningMean().toDoubleArray();
    double[] variance = bn.runningVar().toDoubleArray();
    double[] weight = conv.weight().value().toDoubleArray();
    int taps = weight.length / gain.length;
    for (int o = 0; o < gain.length; o++) {
      gain[o] /= Math.sqrt(variance[o] + bn.eps());
      shift[o] -= gain[o] * mean[o];
      for (int j = o * taps; j < (o + 1) * taps; j++) {
        weight[j] *= gain[o];
      }
    }
    Tensor folded = Tensor.of(weight, conv.weight().shape()).to(dtype);
    boolean trained = conv.weight().requiresGrad();
    Conv2d merged = Conv2d.of(folded, Tensor.of(shift).to(dtype), conv.options());
    conv = replaceChild("conv", merged);
    removeChild("bn");
    bn = null;
    merged.weight().requiresGrad(trained);
    merged.bias().requiresGrad(trained);
  }
}
