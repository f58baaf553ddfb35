package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The product over dimensions: {@code y = product over i of x[i]}; {@code gx[i] = gy product over j
 * != i of x[j]}.
 *
 * <p>The product of the others is computed without a division, so zeros among the elements do no
 * harm: as the product of all before times the product of all after, each by repeated doubling in
 * about log2(n) elementwise products.
 */
public final class Prod extends Function {
  private final int[] dimensions;
  private final boolean keep;

  /** Makes one application over some or, if none is named, all dimensions. */
  public Prod(int[] dimensions, boolean keep) {
    this.dimensions = dimensions.clone();
    this.keep = keep;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = product over i of x[i]",
        "gx[i] = gy product over j != i of x[j]",
        "dy = sum over i of (product over j != i of x[j]) dx[i], the product rule",
        "<gy, dy> = sum over i of gy (product over j != i of x[j]) dx[i]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].prod(dimensions, keep);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    Variable others = Reduced.asRows(input(0), dimensions, Prod::productOfOthers);
    return new Variable[] {Reduced.spread(gy, shape, dimensions).mul(others)};
  }

  private static Variable productOfOthers(Variable rows) {
    int n = rows.size(1);
    Variable before = shift(rows, 1);
    Variable after = shift(rows, -1);
    for (int k = 1; k < n; k *= 2) {
      before = before.mul(shift(before, k));
      after = after.mul(shift(after, -k));
    }
    return before.mul(after);
  }

  /** Moves every row by k places to the right, ones moving in. */
  private static Variable shift(Variable rows, int k) {
    return rows.pad(new int[] {k, -k}, 1);
  }
}
