package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.ChannelLoops;
import adjoint.tensor.backend.InnerProducts;
import adjoint.tensor.backend.PixelwiseWeightGradient;
import adjoint.tensor.backend.ScalarBackend;
import adjoint.tensor.backend.UnaryOp;

/**
 * The Vector API where it is faster than plain Java, with the same bits everywhere. For the first
 * moments of a program plain Java is, see {@link WarmUp}.
 */
public final class VectorBackend extends ScalarBackend {
  private final TileKernel kernel;
  private final WeightCache weights = new WeightCache();
  private final WarmUp warmUp;

  /** With the width that {@code adjoint.vector.bits} asks for or the machine prefers. */
  public VectorBackend() {
    kernel = TileKernel.of(Species.BITS);
    warmUp = WarmUp.start(kernel);
  }

  /** With matrix products and convolutions at 128, 256 or 512 bits, from the start. */
  VectorBackend(int bits) {
    kernel = TileKernel.of(bits);
    warmUp = WarmUp.skipped();
  }

  /** Whether to compute with vectors: the others compute the same bits. */
  private boolean takes(Tensor x) {
    return x.dtype() == DType.F32 && warmUp.tileReady();
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "Vector API, " + kernel.bits() + " bits";
  }

  @Override
  public void unary(UnaryOp op, Tensor x, Tensor out) {
    if (x.dtype() != DType.F32 || !VectorUnary.apply(op, x, out)) {
      super.unary(op, x, out);
    }
  }

  @Override
  public void matmul(Tensor a, Tensor b, Tensor out) {
    if (takes(a)) {
      VectorMatmul.matmul(kernel, a, b, out);
    } else {
      super.matmul(a, b, out);
    }
  }

  @Override
  public void conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    // Without terms there is only the bias to write, which the tiles are not made for.
    if (takes(x) && weight.elementCount() > 0) {
      VectorConvolution.forward(kernel, weights, x, weight, bias, options, activation, out);
    } else {
      super.conv2d(x, weight, bias, options, activation, out);
    }
  }

  @Override
  public void conv2dInputGradient(
      Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    if (takes(gradient)) {
      VectorConvolutionInputGradient.run(kernel, gradient, weight, options, out);
    } else {
      super.conv2dInputGradient(gradient, weight, options, out);
    }
  }

  @Override
  public void conv2dWeightGradient(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    if (takes(gradient) && !PixelwiseWeightGradient.applies(gradient, options, out)) {
      VectorConvolutionWeightGradient.run(kernel, gradient, x, options, out);
    } else {
      super.conv2dWeightGradient(gradient, x, options, out);
    }
  }

  @Override
  public void siluGradient(Tensor x, Tensor gradient, Tensor out) {
    if (WarmUp.trainingReady()) {
      VectorElements.siluGradient(x, gradient, out);
    } else {
      super.siluGradient(x, gradient, out);
    }
  }

  @Override
  protected ChannelLoops channelLoops() {
    return WarmUp.trainingReady() ? VectorChannelLoops.INSTANCE : super.channelLoops();
  }

  @Override
  protected InnerProducts innerProducts() {
    return WarmUp.trainingReady() ? VectorInnerProducts.INSTANCE : super.innerProducts();
  }
}
