package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Weights that add up to 1 along a dimension: {@code y[i] = e^x[i] / sum over j of e^x[j]}; {@code
 * gx[i] = y[i] (gy[i] - sum over j of gy[j] y[j])}.
 */
public final class Softmax extends Function {
  private final int dimension;

  /** Makes one application along a dimension, which may be negative. */
  public Softmax(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i] = e^x[i] / sum over j of e^x[j]",
        "gx[i] = y[i] (gy[i] - sum over j of gy[j] y[j])",
        "log(y[i]) = x[i] - log(sum over j of e^x[j]), so dy[i] / y[i] = dx[i] - sum over j of y[j]"
            + " dx[j]",
        "<gy, dy> = sum over i of gy[i] y[i] dx[i] - (sum over i of gy[i] y[i]) (sum over j of y[j]"
            + " dx[j])",
        "the factor of dx[i]: y[i] (gy[i] - sum over j of gy[j] y[j])");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveOutput();
    return x[0].softmax(dimension);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable y = output();
    Variable mean = gy.mul(y).sum(new int[] {dimension}, true);
    return new Variable[] {y.mul(gy.sub(mean))};
  }
}
