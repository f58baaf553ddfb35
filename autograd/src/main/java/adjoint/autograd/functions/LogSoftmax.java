package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The logarithm of {@link Softmax}, without overflow: {@code y[i] = x[i] - log(sum over j of
 * e^x[j])}; {@code gx[i] = gy[i] - e^y[i] sum over j of gy[j]}.
 */
public final class LogSoftmax extends Function {
  private final int dimension;

  /** Makes one application along a dimension, which may be negative. */
  public LogSoftmax(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i] = x[i] - log(sum over j of e^x[j])",
        "gx[i] = gy[i] - e^y[i] sum over j of gy[j]",
        "dy[i] = dx[i] - sum over j of e^y[j] dx[j], e^y being the softmax of x",
        "<gy, dy> = sum over i of gy[i] dx[i] - (sum over i of gy[i]) (sum over j of e^y[j] dx[j])",
        "the factor of dx[i]: gy[i] - e^y[i] sum over j of gy[j]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].logSoftmax(dimension);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable total = gy.sum(new int[] {dimension}, true);
    return new Variable[] {gy.sub(output().exp().mul(total))};
  }
}
