package adjoint.tensor.ops;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;

/** Two-dimensional convolution and its gradients; see {@link adjoint.tensor.ImageMethods}. */
public final class Convolution {
  private Convolution() {}

  /** See {@link adjoint.tensor.ImageMethods#conv2d(Tensor, Tensor, Conv2dOptions)}. */
  public static Tensor forward(Tensor x, Tensor weight, Tensor bias, Conv2dOptions options) {
    return forward(x, weight, bias, options, Activation.NONE);
  }

  /** See {@link adjoint.tensor.ImageMethods#conv2d(Tensor, Tensor, Conv2dOptions, Activation)}. */
  public static Tensor forward(
      Tensor x, Tensor weight, Tensor bias, Conv2dOptions options, Activation activation) {
    Checks.images("conv2d", x);
    Checks.sameType("conv2d", "the input", x, "the weight", weight);
    int[] shape = outputShape("conv2d", x.shape(), weight.shape(), options);
    if (bias != null) {
      Checks.sameType("conv2d", "the input", x, "the bias", bias);
      if (bias.rank() != 1 || bias.size(0) != weight.size(0)) {
        throw new ShapeException(
            "conv2d: the bias must have shape ["
                + weight.size(0)
                + "], one number per output channel of the weight "
                + Checks.show(weight.shape())
                + ", but has "
                + Checks.show(bias.shape()));
      }
    }
    Tensor out = Creation.result(x.dtype(), shape);
    Backends.current().conv2d(x, weight, bias, options, activation, out);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#conv2dInputGradient}. */
  public static Tensor inputGradient(
      Tensor gradient, Tensor weight, int[] inputShape, Conv2dOptions options) {
    String operation = "conv2dInputGradient";
    Checks.images(operation, gradient);
    Checks.sameType(operation, "the gradient", gradient, "the weight", weight);
    int[] shape = outputShape(operation, inputShape, weight.shape(), options);
    Checks.gradientShape(operation, gradient, shape);
    Tensor out = Tensor.zeros(gradient.dtype(), inputShape);
    Backends.current().conv2dInputGradient(gradient, weight, options, out);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#conv2dWeightGradient}. */
  public static Tensor weightGradient(
      Tensor gradient, Tensor input, int[] weightShape, Conv2dOptions options) {
    String operation = "conv2dWeightGradient";
    Checks.images(operation, gradient);
    Checks.sameType(operation, "the gradient", gradient, "the input", input);
    int[] shape = outputShape(operation, input.shape(), weightShape, options);
    Checks.gradientShape(operation, gradient, shape);
    Tensor out = Tensor.zeros(gradient.dtype(), weightShape);
    Backends.current().conv2dWeightGradient(gradient, input, options, out);
    return out;
  }

  /** The output's shape, after a check of everything that it depends on. */
  private static int[] outputShape(
      String operation, int[] input, int[] weight, Conv2dOptions options) {
    Checks.imageShape(operation, "the input", input);
    if (weight.length != 4 || weight[2] < 1 || weight[3] < 1) {
      throw new ShapeException(
          operation
              + ": the weight must have shape O x C/groups x kernel height x kernel width with a"
              + " kernel of at least 1 x 1, but has "
              + Checks.show(weight));
    }
    requireChannels(operation, input, weight, options.groups());
    int height = options.outputHeight(input[2], weight[2]);
    int width = options.outputWidth(input[3], weight[3]);
    requireRoom(
        operation, "height", input[2], weight[2], options.paddingY(), options.dilationY(), height);
    requireRoom(
        operation, "width", input[3], weight[3], options.paddingX(), options.dilationX(), width);
    return new int[] {input[0], weight[0], height, width};
  }

  private static void requireChannels(String operation, int[] input, int[] weight, int groups) {
    if (weight[0] % groups != 0) {
      throw new ShapeException(
          operation
              + ": "
              + weight[0]
              + " output channels (weight "
              + Checks.show(weight)
              + ", dimension 0) do not divide into "
              + groups
              + " groups");
    }
    if ((long) weight[1] * groups != input[1]) {
      throw new ShapeException(
          operation
              + ": input "
              + Checks.show(input)
              + " has "
              + input[1]
              + " channels, but weight "
              + Checks.show(weight)
              + " with groups "
              + groups
              + " needs "
              + (long) weight[1] * groups);
    }
  }

  private static void requireRoom(
      String operation, String axis, int size, int kernel, int padding, int dilation, int output) {
    if (output < 1) {
      throw new ShapeException(
          operation
              + ": the input's "
              + axis
              + " "
              + size
              + " with padding "
              + padding
              + " is smaller than the kernel, which with dilation "
              + dilation
              + " covers "
              + ((long) dilation * (kernel - 1) + 1));
    }
  }
}
