package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The gradient of a convolution by its input, as an operation of its own (also known as transposed
 * convolution): {@code v = I(g, w)} with {@code <x, I(g, w)> = T(x, w, g)} for every x, where
 * {@code T(x, w, g) = <g, x * w>}, see {@link Conv2d}. Its own gradients are again partial
 * derivatives of T: a convolution by g, and the weight gradient by w.
 */
public final class Conv2dInputGradient extends Function {
  private final int[] inputShape;
  private final Conv2dOptions options;

  /** Applied to the gradient of the output and the weight; the result has {@code inputShape}. */
  public Conv2dInputGradient(int[] inputShape, Conv2dOptions options) {
    this.inputShape = inputShape.clone();
    this.options = options;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "v = I(g, w), defined by <x, v> = T(x, w, g) = <g, x * w> for every x",
        List.of("gg = gv * w", "gw = W(g, gv), the weight gradient for the input gv"),
        List.of(
            "dv = I(dg, w) + I(g, dw)",
            "<gv, I(dg, w)> = T(gv, w, dg) = <dg, gv * w>",
            "<gv, I(g, dw)> = T(gv, dw, g) = <dw, W(g, gv)>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    if (needsGradient(1)) {
      saveInput(0);
    }
    if (needsGradient(0)) {
      saveInput(1);
    }
    return x[0].conv2dInputGradient(x[1], inputShape, options);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] result = new Variable[2];
    if (needsGradient(0)) {
      result[0] = new Conv2d(options).apply(gy, input(1));
    }
    if (needsGradient(1)) {
      result[1] = new Conv2dWeightGradient(inputShape(1), options).apply(input(0), gy);
    }
    return result;
  }
}
