package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * {@code y = x} with {@code y[index[i], j] += s[i, j]} for dimension 0. Every slice of s reaches
 * one slice of y, whose gradient it reads back by {@link IndexSelect}.
 */
public final class IndexAdd extends Function {
  private final int dimension;
  private final Tensor index;

  /** The arguments of {@link adjoint.tensor.IndexMethods#indexAdd}, without the source. */
  public IndexAdd(int dimension, Tensor index) {
    this.dimension = dimension;
    this.index = index;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = x, then y[index[i], j] += s[i, j] for dimension 0; likewise for the others",
        List.of("gx = gy", "gs[i, j] = gy[index[i], j]"),
        List.of(
            "dy[k, j] = dx[k, j] + sum over i with index[i] = k of ds[i, j]",
            "<gy, dy> = <gy, dx> + sum over i, j of gy[index[i], j] ds[i, j]"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].indexAdd(dimension, index, x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {
      needsGradient(0) ? gy : null, needsGradient(1) ? gy.indexSelect(dimension, index) : null
    };
  }
}
