package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Transposed two-dimensional convolution of N x C x H x W, which makes images larger by its stride.
 * State: {@code weight} (in x out / groups x kernel height x kernel width) and, unless switched
 * off, {@code bias} (out). Both start uniform within 1 / sqrt(out / groups * kernel), as in
 * PyTorch.
 */
public final class ConvTranspose2d extends Module {
  private final Conv2dOptions options;
  private final int outputPaddingY;
  private final int outputPaddingX;
  private final Variable weight;
  private final Variable bias;

  /** A square kernel with a bias, without output padding; {@code generator} as below. */
  public ConvTranspose2d(
      int inputs, int outputs, int kernel, Conv2dOptions options, Generator generator) {
    this(inputs, outputs, kernel, kernel, options, 0, 0, true, generator);
  }

  /**
   * Creates the layer.
   *
   * @param inputs number of input channels, a multiple of the groups
   * @param outputs number of output channels, a multiple of the groups
   * @param kernelY rows of the kernel
   * @param kernelX columns of the kernel
   * @param options stride, padding, dilation and groups of the convolution that this transposes
   * @param outputPaddingY rows added at the bottom, below the stride
   * @param outputPaddingX columns added at the right, below the stride
   * @param bias whether there is a bias
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws ShapeException if a number is out of range
   */
  public ConvTranspose2d(
      int inputs,
      int outputs,
      int kernelY,
      int kernelX,
      Conv2dOptions options,
      int outputPaddingY,
      int outputPaddingX,
      boolean bias,
      Generator generator) {
    int groups = options.groups();
    if (IntStream.of(inputs, outputs, kernelY, kernelX).anyMatch(n -> n < 1)
        || inputs % groups != 0
        || outputs % groups != 0) {
      throw new ShapeException(
          "convTranspose2d: "
              + inputs
              + " to "
              + outputs
              + " channels, kernel "
              + kernelY
              + " x "
              + kernelX
              + ": all must be at least 1 and the channels multiples of "
              + groups
              + " groups");
    }
    // Refuses an output padding that is out of range.
    new adjoint.autograd.functions.ConvTranspose2d(options, outputPaddingY, outputPaddingX);
    this.options = options;
    this.outputPaddingY = outputPaddingY;
    this.outputPaddingX = outputPaddingX;
    Tensor weights = Tensor.zeros(DType.F32, inputs, outputs / groups, kernelY, kernelX);
    Tensor shifts = bias ? Tensor.zeros(DType.F32, outputs) : null;
    Init.defaults(weights, shifts, generator);
    this.weight = parameter("weight", weights);
    this.bias = bias ? parameter("bias", shifts) : null;
  }

  /** The weight. */
  public Variable weight() {
    return weight;
  }

  /** The bias, or null. */
  public Variable bias() {
    return bias;
  }

  /** Stride, padding, dilation and groups. */
  public Conv2dOptions options() {
    return options;
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, x.convTranspose2d(weight, bias, options, outputPaddingY, outputPaddingX));
  }

  @Override
  protected String settings() {
    Conv2dOptions o = options;
    StringBuilder text = new StringBuilder();
    text.append(weight.size(0)).append(", ").append(weight.size(1) * o.groups());
    text.append(", kernel_size=").append(Settings.pair(weight.size(2), weight.size(3)));
    text.append(", stride=").append(Settings.pair(o.strideY(), o.strideX()));
    if (o.paddingY() != 0 || o.paddingX() != 0) {
      text.append(", padding=").append(Settings.pair(o.paddingY(), o.paddingX()));
    }
    if (o.dilationY() != 1 || o.dilationX() != 1) {
      text.append(", dilation=").append(Settings.pair(o.dilationY(), o.dilationX()));
    }
    if (outputPaddingY != 0 || outputPaddingX != 0) {
      text.append(", output_padding=").append(Settings.pair(outputPaddingY, outputPaddingX));
    }
    if (o.groups() != 1) {
      text.append(", groups=").append(o.groups());
    }
    return text.append(bias == null ? ", bias=False" : "").toString();
  }
}
