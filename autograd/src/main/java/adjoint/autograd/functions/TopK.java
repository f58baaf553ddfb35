package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/**
 * The k largest (or smallest) values along a dimension in order: {@code y[j] = x[p[j]]}, where p[j]
 * is where the j-th of them is. Near values that all differ p does not change, so the rule is that
 * of picking by a fixed index. A second output is p.
 */
public final class TopK extends Function {
  private final int k;
  private final int dimension;
  private final boolean largest;

  /** The arguments of {@link adjoint.tensor.IndexMethods#topk}. */
  public TopK(int k, int dimension, boolean largest) {
    this.k = k;
    this.dimension = dimension;
    this.largest = largest;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[j] = x[p[j]], p[j] being the place of the j-th largest, or smallest, of x, for j < k",
        "gx[p[j]] = gy[j], and 0 at the places that are not among the k",
        "near distinct values p stays the same: dy[j] = dx[p[j]]",
        "<gy, dy> = sum over j < k of gy[j] dx[p[j]]");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    saveOutput(1);
    ValuesAndIndices sorted = x[0].topk(k, dimension, largest);
    return new Tensor[] {sorted.values(), sorted.indices()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Variable zeros = Variable.of(Tensor.zeros(gradients[0].dtype(), inputShape(0)));
    return new Variable[] {zeros.scatterAdd(dimension, output(1).value(), gradients[0])};
  }
}
