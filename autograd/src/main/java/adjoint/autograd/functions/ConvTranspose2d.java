package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Transposed convolution {@code y = I(x, w) + b}: every element of x adds a multiple of the kernel
 * to y. I is the transpose of the convolution by w, see {@link Conv2dInputGradient}: {@code <z,
 * I(x, w)> = T(z, w, x)} for every z, where {@code T(z, w, x) = <x, z * w>}. Its gradients are
 * again partial derivatives of T. Source: Dumoulin, Visin, "A guide to convolution arithmetic for
 * deep learning", 2016, section 4.
 *
 * <p>With a stride several output sizes have the same input size under the convolution; the output
 * padding chooses among them. Rows of the output: {@code (H - 1) stride - 2 padding + dilation
 * (kernel - 1) + 1 + output padding}.
 */
public final class ConvTranspose2d extends Function {
  private final Conv2dOptions options;
  private final int outputPaddingY;
  private final int outputPaddingX;

  /**
   * Applied to the input N x C x H x W, the weight C x O/groups x kernel height x kernel width and,
   * optionally, the bias of O numbers.
   *
   * @throws ShapeException if an output padding is negative or not below the stride
   */
  public ConvTranspose2d(Conv2dOptions options, int outputPaddingY, int outputPaddingX) {
    if (outputPaddingY < 0
        || outputPaddingY >= options.strideY()
        || outputPaddingX < 0
        || outputPaddingX >= options.strideX()) {
      throw new ShapeException(
          "convTranspose2d: output padding "
              + outputPaddingY
              + " x "
              + outputPaddingX
              + " must be from 0 to below the stride "
              + options.strideY()
              + " x "
              + options.strideX());
    }
    this.options = options;
    this.outputPaddingY = outputPaddingY;
    this.outputPaddingX = outputPaddingX;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y[n, o, p] = b[o] + sum over c, i, u with i stride + u dilation - padding = p"
            + " of w[c, o, u] x[n, c, i], p, i and u being pairs of row and column",
        List.of(
            "gx = gy * w, the convolution of gy",
            "gw = W(x, gy), the weight gradient of that convolution for its output's gradient x",
            "gb[o] = sum over n, p of gy[n, o, p]"),
        List.of(
            "y = I(x, w) + b with <z, I(x, w)> = T(z, w, x) = <x, z * w> for every z",
            "dy = I(dx, w) + I(x, dw) + db",
            "<gy, I(dx, w)> = T(gy, w, dx) = <dx, gy * w>",
            "<gy, I(x, dw)> = T(gy, dw, x) = <dw, W(x, gy)>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    requireFit(x[0].shape(), x[1].shape(), x.length > 2 ? x[2].shape() : null);
    if (needsGradient(1)) {
      saveInput(0);
    }
    if (needsGradient(0)) {
      saveInput(1);
    }
    Tensor y = x[0].conv2dInputGradient(x[1], outputShape(x[0], x[1]), options);
    return x.length > 2 ? y.addInPlace(x[2].reshape(1, -1, 1, 1), 1) : y;
  }

  private int[] outputShape(Tensor x, Tensor weight) {
    Conv2dOptions o = options;
    int height =
        (x.size(2) - 1) * o.strideY() - 2 * o.paddingY() + o.dilationY() * (weight.size(2) - 1) + 1;
    int width =
        (x.size(3) - 1) * o.strideX() - 2 * o.paddingX() + o.dilationX() * (weight.size(3) - 1) + 1;
    if (height + outputPaddingY < 1 || width + outputPaddingX < 1) {
      throw new ShapeException(
          "convTranspose2d: input "
              + Arrays.toString(x.shape())
              + " and kernel "
              + Arrays.toString(weight.shape())
              + " with padding "
              + o.paddingY()
              + " x "
              + o.paddingX()
              + " leave no output: "
              + (height + outputPaddingY)
              + " x "
              + (width + outputPaddingX));
    }
    int channels = weight.size(1) * o.groups();
    return new int[] {x.size(0), channels, height + outputPaddingY, width + outputPaddingX};
  }

  private void requireFit(int[] x, int[] weight, int[] bias) {
    int groups = options.groups();
    boolean fits =
        x.length == 4
            && weight.length == 4
            && x[1] == weight[0]
            && x[1] % groups == 0
            && (bias == null || bias.length == 1 && bias[0] == weight[1] * groups);
    if (!fits) {
      throw new ShapeException(
          "convTranspose2d: input "
              + Arrays.toString(x)
              + ", weight "
              + Arrays.toString(weight)
              + " and bias "
              + (bias == null ? "none" : Arrays.toString(bias))
              + " do not fit; legal are [N, C, H, W], [C, O / groups, rows, columns] and [O], C a"
              + " multiple of "
              + groups
              + " groups");
    }
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] result = new Variable[inputCount()];
    if (needsGradient(0)) {
      result[0] = new Conv2d(options).apply(gy, input(1));
    }
    if (needsGradient(1)) {
      result[1] = new Conv2dWeightGradient(inputShape(1), options).apply(input(0), gy);
    }
    if (result.length > 2 && needsGradient(2)) {
      result[2] = gy.sum(0, 2, 3);
    }
    return result;
  }
}
