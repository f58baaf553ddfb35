package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * One index of a dimension, which disappears: {@code y[...] = x[..., index, ...]}. The gradient
 * lies in zeros of the shape of x.
 */
public final class Select extends Function {
  private final int dimension;
  private final int index;

  /** The arguments of {@link adjoint.tensor.ViewMethods#select}. */
  public Select(int dimension, int index) {
    this.dimension = dimension;
    this.index = index;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[..] = x[.., index, ..]",
        "gx[.., index, ..] = gy[..], and 0 at every other position",
        "dy[..] = dx[.., index, ..]",
        "<gy, dy> = sum over .. of gy[..] dx[.., index, ..]: what was not picked has no influence");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].select(dimension, index);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    int at = Math.floorMod(dimension, shape.length);
    int first = Math.floorMod(index, shape[at]);
    Variable slice = gy.unsqueeze(at);
    return new Variable[] {new SliceEmbed(shape, at, first, first + 1, 1).apply(slice)};
  }
}
