package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Layout;
import java.util.Arrays;

/** Systems of equations whose operands are brought to equally many matrices first. */
public final class LinearSystems {
  private LinearSystems() {}

  /** {@link Solve} of operands that broadcast; a right side of one dimension is a vector. */
  public static Variable solve(Variable a, Variable right) {
    return apply("solve", new Solve(), a, right);
  }

  /** {@link SolveTriangular} of operands that broadcast, likewise. */
  public static Variable solveTriangular(Variable a, Variable right, boolean upper) {
    return apply("solveTriangular", new SolveTriangular(upper), a, right);
  }

  private static Variable apply(String operation, Function function, Variable a, Variable right) {
    Broadcasting.requireOneType(operation, a, right);
    if (a.rank() < 2 || right.rank() == 0) {
      return function.apply(a, right); // refuses them
    }
    boolean vector = right.rank() == 1;
    Variable columns = vector ? right.unsqueeze(-1) : right;
    int[] batch =
        Layout.broadcast(
            operation + " (dimensions before the last two)",
            Arrays.copyOf(a.shape(), a.rank() - 2),
            Arrays.copyOf(columns.shape(), columns.rank() - 2));
    Variable y = function.apply(expand(a, batch), expand(columns, batch));
    return vector ? y.squeeze(-1) : y;
  }

  private static Variable expand(Variable x, int[] batch) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = x.size(-2);
    shape[batch.length + 1] = x.size(-1);
    return Broadcasting.expand(x, shape);
  }
}
