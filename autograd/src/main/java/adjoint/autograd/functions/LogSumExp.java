package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The logarithm of a sum of exponentials, without overflow: {@code y = log(sum over i of e^x[i])};
 * {@code gx[i] = gy e^(x[i] - y)}.
 */
public final class LogSumExp extends Function {
  private final int[] dimensions;
  private final boolean keep;

  /** Makes one application over some or, if none is named, all dimensions. */
  public LogSumExp(int[] dimensions, boolean keep) {
    this.dimensions = dimensions.clone();
    this.keep = keep;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = log(sum over i of e^x[i])",
        "gx[i] = gy e^(x[i] - y)",
        "e^y = sum over i of e^x[i], so e^y dy = sum over i of e^x[i] dx[i]",
        "dy = sum over i of e^(x[i] - y) dx[i], the weights being the softmax of x",
        "<gy, dy> = sum over i of gy e^(x[i] - y) dx[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].logSumExp(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    int[] shape = inputShape(0);
    if (x.value().elementCount() == 0) {
      return new Variable[] {Variable.of(Tensor.zeros(x.dtype(), shape))};
    }
    // e^(x - y) with y rounded loses digits where x is large; the shift by the largest x does not.
    Tensor largest = x.value().max(dimensions, true);
    Variable powers = x.sub(Variable.of(largest)).exp();
    Variable weights = powers.div(powers.sum(dimensions, true));
    return new Variable[] {Reduced.spread(gy, shape, dimensions).mul(weights)};
  }
}
