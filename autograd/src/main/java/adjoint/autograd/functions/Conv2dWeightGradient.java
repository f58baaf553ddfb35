package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The gradient of a convolution by its weight, as an operation of its own: {@code v = W(g, x)} with
 * {@code <w, W(g, x)> = T(x, w, g)} for every w, where {@code T(x, w, g) = <g, x * w>}, see {@link
 * Conv2d}. Its own gradients are again partial derivatives of T: a convolution by g, and the input
 * gradient by x.
 */
public final class Conv2dWeightGradient extends Function {
  private final int[] weightShape;
  private final Conv2dOptions options;

  /** Applied to the gradient of the output and the input; the result has {@code weightShape}. */
  public Conv2dWeightGradient(int[] weightShape, Conv2dOptions options) {
    this.weightShape = weightShape.clone();
    this.options = options;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "v = W(g, x), defined by <w, v> = T(x, w, g) = <g, x * w> for every w",
        List.of("gg = x * gv", "gx = I(g, gv), the input gradient for the weight gv"),
        List.of(
            "dv = W(dg, x) + W(g, dx)",
            "<gv, W(dg, x)> = T(x, gv, dg) = <dg, x * gv>",
            "<gv, W(g, dx)> = T(dx, gv, g) = <dx, I(g, gv)>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    if (needsGradient(1)) {
      saveInput(0);
    }
    if (needsGradient(0)) {
      saveInput(1);
    }
    return x[0].conv2dWeightGradient(x[1], weightShape, options);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] result = new Variable[2];
    if (needsGradient(0)) {
      result[0] = new Conv2d(options).apply(input(1), gy);
    }
    if (needsGradient(1)) {
      result[1] = new Conv2dInputGradient(inputShape(1), options).apply(input(0), gy);
    }
    return result;
  }
}
