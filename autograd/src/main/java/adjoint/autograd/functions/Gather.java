package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Elements picked along a dimension: {@code y[i, j] = x[index[i, j], j]} for dimension 0. An
 * element picked several times collects several gradients, so the reverse is a {@link ScatterAdd}
 * into zeros.
 */
public final class Gather extends Function {
  private final int dimension;
  private final Tensor index;

  /** The arguments of {@link adjoint.tensor.IndexMethods#gather}. */
  public Gather(int dimension, Tensor index) {
    this.dimension = dimension;
    this.index = index;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i, j] = x[index[i, j], j] for dimension 0; likewise for the others",
        "gx[k, j] = sum over i with index[i, j] = k of gy[i, j]",
        "dy[i, j] = dx[index[i, j], j]",
        "<gy, dy> = sum over i, j of gy[i, j] dx[index[i, j], j]; collect the terms with the same"
            + " dx");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].gather(dimension, index);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable zeros = Variable.of(Tensor.zeros(gy.dtype(), inputShape(0)));
    return new Variable[] {zeros.scatterAdd(dimension, index, gy)};
  }
}
