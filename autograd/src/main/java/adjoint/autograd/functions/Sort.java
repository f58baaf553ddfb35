package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/**
 * Values in order along a dimension: {@code y[k] = x[p[k]]} with the permutation p that sorts x,
 * equal values in their old order. Near values that all differ p does not change, so the rule is
 * that of picking by a fixed index. A second output is p.
 */
public final class Sort extends Function {
  private final int dimension;
  private final boolean descending;

  /** The arguments of {@link adjoint.tensor.IndexMethods#sort}. */
  public Sort(int dimension, boolean descending) {
    this.dimension = dimension;
    this.descending = descending;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = x[p[k]], p being the permutation that sorts x",
        "gx[p[k]] = gy[k]",
        "near distinct values p stays the same: dy[k] = dx[p[k]]",
        "<gy, dy> = sum over k of gy[k] dx[p[k]], each element of dx once");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    saveOutput(1);
    ValuesAndIndices sorted = x[0].sort(dimension, descending);
    return new Tensor[] {sorted.values(), sorted.indices()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Variable zeros = Variable.of(Tensor.zeros(gradients[0].dtype(), inputShape(0)));
    return new Variable[] {zeros.scatterAdd(dimension, output(1).value(), gradients[0])};
  }
}
