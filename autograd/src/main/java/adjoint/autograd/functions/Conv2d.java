package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * Two-dimensional convolution {@code y = x * w + b}. It is linear in x and in w, so that with the
 * trilinear form {@code T(x, w, g) = <g, x * w>} each gradient is the partial derivative of T by
 * the missing argument: by x it is {@link Conv2dInputGradient}, by w {@link Conv2dWeightGradient}.
 * Source: Dumoulin, Visin, "A guide to convolution arithmetic for deep learning", 2016, section 4.
 */
public final class Conv2d extends Function {
  private final Conv2dOptions options;

  /** Applied to the input, the weight and, optionally, the bias. */
  public Conv2d(Conv2dOptions options) {
    this.options = options;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y[n, o, i] = b[o] + sum over c, u of w[o, c, u] x[n, c, i stride + u dilation - padding]"
            + ", i and u being pairs of row and column",
        List.of(
            "gx[n, c, p] = sum over o, i, u with i stride + u dilation - padding = p"
                + " of w[o, c, u] gy[n, o, i]",
            "gw[o, c, u] = sum over n, i of gy[n, o, i] x[n, c, i stride + u dilation - padding]",
            "gb[o] = sum over n, i of gy[n, o, i]"),
        List.of(
            "dy = dx * w + x * dw + db",
            "<gy, dy> = T(dx, w, gy) + T(x, dw, gy) + <gy, db> with T(x, w, g) = <g, x * w>",
            "T is linear in each argument: collect its terms by dx and by dw"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    if (needsGradient(1)) {
      saveInput(0);
    }
    if (needsGradient(0)) {
      saveInput(1);
    }
    return x[0].conv2d(x[1], x.length > 2 ? x[2] : null, options);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] result = new Variable[inputCount()];
    if (needsGradient(0)) {
      result[0] = new Conv2dInputGradient(inputShape(0), options).apply(gy, input(1));
    }
    if (needsGradient(1)) {
      result[1] = new Conv2dWeightGradient(inputShape(1), options).apply(gy, input(0));
    }
    if (result.length > 2 && needsGradient(2)) {
      result[2] = gy.sum(0, 2, 3);
    }
    return result;
  }
}
