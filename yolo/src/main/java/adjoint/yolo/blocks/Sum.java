package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The sum of n inputs, all but the first weighted if wanted: {@code y = x_0 + sum over k = 1 ...
 * n-1 of 2 sigmoid(w_k) x_k}.
 */
public final class Sum extends Module {
  private final int inputs;
  private final Variable w;

  /**
   * Creates the module.
   *
   * @param inputs n, at least 1
   * @param weighted whether the inputs have trained weights, which start at {@code w_k = -k / 2}
   */
  public Sum(int inputs, boolean weighted) {
    if (inputs < 1) {
      throw new IllegalArgumentException("sum: needs at least 1 input, got " + inputs);
    }
    this.inputs = inputs;
    this.w = weighted ? parameter("w", Tensor.arange(DType.F32, 1, inputs, 1).mul(-0.5)) : null;
  }

  @Override
  public Variable forward(List<Variable> x) {
    if (x.size() != inputs) {
      throw new IllegalArgumentException("sum: made for " + inputs + " inputs, got " + x.size());
    }
    Variable y = x.get(0);
    for (int k = 1; k < inputs; k++) {
      Variable term = x.get(k);
      y = y.add(w == null ? term : term.mul(w.select(0, k - 1).sigmoid().mul(2)));
    }
    return y;
  }
}
