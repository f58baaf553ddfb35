package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * Whole slices picked along a dimension: {@code y[i, j] = x[index[i], j]} for dimension 0. A slice
 * picked several times collects several gradients, so the reverse is an {@link IndexAdd} into
 * zeros.
 */
public final class IndexSelect extends Function {
  private final int dimension;
  private final Tensor index;

  /** The arguments of {@link adjoint.tensor.IndexMethods#indexSelect}. */
  public IndexSelect(int dimension, Tensor index) {
    this.dimension = dimension;
    this.index = index;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[i, j] = x[index[i], j] for dimension 0; likewise for the others",
        "gx[k, j] = sum over i with index[i] = k of gy[i, j]",
        "dy[i, j] = dx[index[i], j]",
        "<gy, dy> = sum over i, j of gy[i, j] dx[index[i], j]; collect the terms with the same dx");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].indexSelect(dimension, index);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable zeros = Variable.of(Tensor.zeros(gy.dtype(), inputShape(0)));
    return new Variable[] {new IndexAdd(dimension, index).apply(zeros, gy)};
  }
}
