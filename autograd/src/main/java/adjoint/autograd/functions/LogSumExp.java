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
    saveOutput();
    return x[0].logSumExp(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    Variable y = Reduced.spread(output(), shape, dimensions);
    Variable weights = input(0).sub(y).exp();
    return new Variable[] {Reduced.spread(gy, shape, dimensions).mul(weights)};
  }
}
