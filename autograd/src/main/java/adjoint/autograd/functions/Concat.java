package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/** Joins any number of operands along a dimension; each gets back the part of gy that it became. */
public final class Concat extends Function {
  private final int dimension;

  /** Joins along {@code dimension}; negative ones count from the end. */
  public Concat(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = [x_0, x_1, ..] along a dimension: y[o_i + k] = x_i[k], o_i being the length of what precedes x_i",
        "gx_i[k] = gy[o_i + k]",
        "dy[o_i + k] = dx_i[k]",
        "<gy, dy> = sum over i, k of gy[o_i + k] dx_i[k]");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return Tensor.concat(List.of(x), dimension);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] result = new Variable[inputCount()];
    int at = Math.floorMod(dimension, gy.rank());
    int start = 0;
    for (int i = 0; i < result.length; i++) {
      int length = inputShape(i)[at];
      if (needsGradient(i)) {
        result[i] = gy.narrow(at, start, length);
      }
      start += length;
    }
    return result;
  }
}
