package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.Init;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;

/**
 * Two-dimensional convolution of N x C x H x W whose kernel is mixed anew for each image n from K
 * kernels: {@code W_n = sum_k pi_nk weight_k}, {@code b_n = sum_k pi_nk bias_k}, {@code y_n = x_n *
 * W_n + b_n}, with the weights pi of an {@link Attention2d}. State: {@code weight} (K x out x in /
 * groups x kernel x kernel), unless switched off {@code bias} (K x out), and {@code
 * attention.fc1.weight}, {@code attention.fc2.weight}.
 *
 * <p>The images are convolved together: as the channels of one image, with N times as many groups.
 *
 * <p>Source: Chen, Dai, Liu, Chen, Yuan, Liu, "Dynamic Convolution: Attention over Convolution
 * Kernels", CVPR 2020, section 3.
 */
public final class DynamicConv2d extends Module implements Attention {
  /** Hidden units of the attention per input channel, where not given. */
  public static final double DEFAULT_RATIO = 0.25;

  /** Number of kernels where not given. */
  public static final int DEFAULT_KERNELS = 4;

  /** The first temperature where not given. */
  public static final int DEFAULT_TEMPERATURE = 34;

  private final int inputs;
  private final int outputs;
  private final int kernels;
  private final Conv2dOptions options;
  private final Variable weight;
  private final Variable bias;
  private final Attention2d attention;

  /** With a bias and the defaults; the other arguments as below. */
  public DynamicConv2d(
      int inputs, int outputs, int kernel, Conv2dOptions options, Generator generator) {
    this(
        inputs,
        outputs,
        kernel,
        DEFAULT_RATIO,
        options,
        true,
        DEFAULT_KERNELS,
        DEFAULT_TEMPERATURE,
        generator);
  }

  /**
   * Creates the layer.
   *
   * @param inputs number of input channels, a multiple of the groups
   * @param outputs number of output channels, a multiple of the groups
   * @param kernel rows and columns of the kernels
   * @param ratio hidden units of the attention per input channel
   * @param options stride, padding, dilation and groups
   * @param bias whether there are biases, which start at 0
   * @param kernels number of kernels, K
   * @param temperature of the attention at the start; 1, 4, 7 and so on
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws ShapeException if a number is below 1, or the channels are no multiples of the groups
   * @throws IllegalArgumentException as {@link Attention2d}
   */
  public DynamicConv2d(
      int inputs,
      int outputs,
      int kernel,
      double ratio,
      Conv2dOptions options,
      boolean bias,
      int kernels,
      int temperature,
      Generator generator) {
    int groups = options.groups();
    if (inputs < 1 || outputs < 1 || kernel < 1 || inputs % groups != 0 || outputs % groups != 0) {
      throw new ShapeException(
          "DynamicConv2d: "
              + inputs
              + " to "
              + outputs
              + " channels, kernel "
              + kernel
              + ": all must be at least 1 and the channels multiples of "
              + groups
              + " groups");
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.kernels = kernels;
    this.options = options;
    attention = new Attention2d(inputs, ratio, kernels, temperature, generator);
    weight =
        parameter(
            "weight", Tensor.zeros(DType.F32, kernels, outputs, inputs / groups, kernel, kernel));
    this.bias = bias ? parameter("bias", Tensor.zeros(DType.F32, kernels, outputs)) : null;
    child("attention", attention);
    if (generator != null) {
      for (int k = 0; k < kernels; k++) {
        Tensor one = weight.value().select(0, k);
        Init.kaimingUniform(one, Init.Fan.IN, Init.leakyReluGain(0), generator);
      }
    }
  }

  /** The kernels. */
  public Variable weight() {
    return weight;
  }

  /** The biases, or null. */
  public Variable bias() {
    return bias;
  }

  /** Stride, padding, dilation and groups. */
  public Conv2dOptions options() {
    return options;
  }

  /** What mixes the kernels. */
  public Attention2d attention() {
    return attention;
  }

  @Override
  public Target target() {
    return Target.KERNELS;
  }

  /** How the kernels are mixed for each image, N x K. */
  @Override
  public Variable weights(Variable x) {
    return attention.forward(x);
  }

  @Override
  public Variable forward(Variable x) {
    Variable mixture = weights(x);
    int images = x.size(0);
    Variable w = mixture.matmul(weight.reshape(kernels, -1)); // row n: W_n
    w = w.reshape(images * outputs, weight.size(2), weight.size(3), weight.size(4));
    Variable b = bias == null ? null : mixture.matmul(bias).reshape(images * outputs);
    Variable y =
        x.reshape(1, images * inputs, x.size(2), x.size(3))
            .conv2d(w, b, options.withGroups(images * options.groups()));
    return observed(x, y.reshape(images, outputs, y.size(2), y.size(3)));
  }

  @Override
  protected String settings() {
    return inputs
        + ", "
        + outputs
        + ", kernel_size="
        + weight.size(3)
        + ", kernels="
        + kernels
        + ", stride="
        + options.strideY()
        + ", padding="
        + options.paddingY()
        + ", dilation="
        + options.dilationY()
        + ", groups="
        + options.groups();
  }
}
