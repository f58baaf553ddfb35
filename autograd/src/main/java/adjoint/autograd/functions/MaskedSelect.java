package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * The elements where a mask is true, in row-major order, one-dimensional: {@code y[k] = x[p[k]]},
 * where p lists the flat positions of the true elements. The gradient goes back to those positions
 * of zeros.
 */
public final class MaskedSelect extends Function {
  private final Tensor mask;

  /** Picks where the BOOL {@code mask} is true; mask and operand broadcast. */
  public MaskedSelect(Tensor mask) {
    this.mask = mask;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[k] = x[p[k]], p being the flat positions where the mask is true",
        "gx[p[k]] = gy[k], and 0 where the mask is false",
        "dy[k] = dx[p[k]]",
        "<gy, dy> = sum over k of gy[k] dx[p[k]]: what was not picked has no influence");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].maskedSelect(mask);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = Layout.broadcast(name(), inputShape(0), mask.shape());
    Tensor positions = mask.expand(shape).flatten().nonzero().select(1, 0);
    Tensor zeros = Tensor.zeros(gy.dtype(), Layout.elementCount(shape));
    Variable flat = new IndexAdd(0, positions).apply(Variable.of(zeros), gy);
    return new Variable[] {flat.reshape(shape).sumTo(inputShape(0))};
  }
}
