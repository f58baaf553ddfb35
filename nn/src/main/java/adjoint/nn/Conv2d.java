package adjoint.nn;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Two-dimensional convolution of N x C x H x W. State: {@code weight} (out x in / groups x kernel
 * height x kernel width) and, unless switched off, {@code bias} (out). Both start uniform within 1
 * / sqrt(fan in), as in PyTorch.
 */
public final class Conv2d extends Module {
  private final Conv2dOptions options;
  private final Variable weight;
  private final Variable bias;

  /** A square kernel with a bias; {@code generator} as below. */
  public Conv2d(int inputs, int outputs, int kernel, Conv2dOptions options, Generator generator) {
    this(inputs, outputs, kernel, kernel, options, true, generator);
  }

  /**
   * Creates the layer.
   *
   * @param inputs number of input channels, a multiple of the groups
   * @param outputs number of output channels, a multiple of the groups
   * @param kernelY rows of the kernel
   * @param kernelX columns of the kernel
   * @param options stride, padding, dilation and groups
   * @param bias whether there is a bias
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws ShapeException if a number is below 1, or the channels are no multiples of the groups
   */
  public Conv2d(
      int inputs,
      int outputs,
      int kernelY,
      int kernelX,
      Conv2dOptions options,
      boolean bias,
      Generator generator) {
    this(
        Tensor.zeros(DType.F32, weightShape(inputs, outputs, kernelY, kernelX, options)),
        bias ? Tensor.zeros(DType.F32, outputs) : null,
        options);
    Init.defaults(weight.value(), bias ? this.bias.value() : null, generator);
  }

  private Conv2d(Tensor weight, Tensor bias, Conv2dOptions options) {
    this.options = options;
    this.weight = parameter("weight", weight);
    this.bias = bias == null ? null : parameter("bias", bias);
  }

  /**
   * A layer with given values, which are not copied.
   *
   * @param weight out x in / groups x kernel height x kernel width
   * @param bias one number for each output channel, or null
   * @throws ShapeException if the shapes do not fit
   */
  public static Conv2d of(Tensor weight, Tensor bias, Conv2dOptions options) {
    boolean fits = weight.rank() == 4 && weight.size(0) % options.groups() == 0;
    if (!fits || bias != null && (bias.rank() != 1 || bias.size(0) != weight.size(0))) {
      throw new ShapeException(
          "conv2d: weight "
              + describe(weight.shape())
              + " and bias "
              + (bias == null ? "none" : describe(bias.shape()))
              + " do not fit; legal are [out, in / groups, rows, columns], out a multiple of "
              + options.groups()
              + " groups, and [out]");
    }
    return new Conv2d(weight, bias, options);
  }

  private static int[] weightShape(
      int inputs, int outputs, int kernelY, int kernelX, Conv2dOptions options) {
    int groups = options.groups();
    int[] numbers = {inputs, outputs, kernelY, kernelX};
    if (Arrays.stream(numbers).anyMatch(n -> n < 1)
        || inputs % groups != 0
        || outputs % groups != 0) {
      throw new ShapeException(
          "conv2d: "
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
    return new int[] {outputs, inputs / groups, kernelY, kernelX};
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
    return observed(x, x.conv2d(weight, bias, options));
  }

  /**
   * This layer followed by an activation; in one pass over the output where no gradient is recorded
   * and the activation is {@link SiLU}, {@link ReLU} or {@link Identity}.
   */
  public Variable forward(Variable x, Module activation) {
    Activation fused = fused(activation);
    if (fused == null || isRecorded(x)) {
      return activation.forward(forward(x));
    }
    Tensor shift = bias == null ? null : bias.value();
    Tensor y = x.value().conv2d(weight.value(), shift, options, fused);
    return observed(x, Variable.of(y));
  }

  private boolean isRecorded(Variable x) {
    return Autograd.isRecording()
        && (x.requiresGrad() || weight.requiresGrad() || bias != null && bias.requiresGrad());
  }

  private static Activation fused(Module activation) {
    if (activation instanceof SiLU) {
      return Activation.SILU;
    }
    if (activation instanceof ReLU) {
      return Activation.RELU;
    }
    return activation instanceof Identity ? Activation.NONE : null;
  }

  @Override
  protected String settings() {
    Conv2dOptions o = options;
    StringBuilder text = new StringBuilder();
    text.append(weight.size(1) * o.groups()).append(", ").append(weight.size(0));
    text.append(", kernel_size=").append(Settings.pair(weight.size(2), weight.size(3)));
    text.append(", stride=").append(Settings.pair(o.strideY(), o.strideX()));
    if (o.paddingY() != 0 || o.paddingX() != 0) {
      text.append(", padding=").append(Settings.pair(o.paddingY(), o.paddingX()));
    }
    if (o.dilationY() != 1 || o.dilationX() != 1) {
      text.append(", dilation=").append(Settings.pair(o.dilationY(), o.dilationX()));
    }
    if (o.groups() != 1) {
      text.append(", groups=").append(o.groups());
    }
    return text.append(bias == null ? ", bias=False" : "").toString();
  }
}
