package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/** Inverses and systems of equations; see {@link adjoint.tensor.LinearAlgebraMethods}. */
public final class LinearSystems {
  private LinearSystems() {}

  /** Writes the solution for one matrix. */
  @FunctionalInterface
  private interface Solver {
    void solve(MatrixStack matrices, int matrix, MatrixStack right, double[] result);
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#inverse}. */
  public static Tensor inverse(Tensor x) {
    MatrixStack matrices = MatrixStack.square("inverse", x);
    int n = matrices.rows();
    double[] identity = Tensor.eye(DType.F64, n).storage().doubles();
    double[] result = new double[matrices.elements().length];
    matrices.forEach(
        matrix -> factor(matrices, matrix).solve(identity, 0, result, matrices.start(matrix), n));
    return matrices.result(result, n, n);
  }

  private static LuDecomposition factor(MatrixStack matrices, int matrix) {
    LuDecomposition lu =
        new LuDecomposition(matrices.elements(), matrices.start(matrix), matrices.rows());
    if (lu.zeroPivot() >= 0) {
      throw matrices.failure(
          matrix, "is singular: pivot " + lu.zeroPivot() + " (counted from 0) is 0");
    }
    return lu;
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#solve}. */
  public static Tensor solve(Tensor a, Tensor right) {
    return solve("solve", a, right, LinearSystems::eliminate);
  }

  private static void eliminate(MatrixStack a, int matrix, MatrixStack right, double[] result) {
    int start = right.start(matrix);
    factor(a, matrix).solve(right.elements(), start, result, start, right.columns());
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#solveTriangular}. */
  public static Tensor solveTriangular(Tensor a, Tensor right, boolean upper) {
    return solve(
        "solveTriangular", a, right, (t, matrix, b, x) -> substitute(t, matrix, upper, b, x));
  }

  private static void substitute(
      MatrixStack t, int matrix, boolean upper, MatrixStack right, double[] result) {
    int n = t.rows();
    int from = t.start(matrix);
    for (int i = 0; i < n; i++) {
      if (t.elements()[from + i * n + i] == 0) {
        throw t.failure(
            matrix, "is singular: element " + i + " (counted from 0) of its diagonal is 0");
      }
    }
    int start = right.start(matrix);
    System.arraycopy(right.elements(), start, result, start, n * right.columns());
    TriangularSystem.solve(t.elements(), from, n, upper, false, result, start, right.columns());
  }

  private static Tensor solve(String operation, Tensor a, Tensor right, Solver solver) {
    Checks.floating(operation, a);
    Checks.sameType(operation, "the matrix", a, "the right side", right);
    boolean vector = right.rank() == 1;
    Tensor columns = vector ? right.unsqueeze(-1) : right;
    requireFit(operation, a, right, columns);
    int[] batch =
        Layout.broadcast(
            operation + " (dimensions before the last two)",
            Arrays.copyOf(a.shape(), a.rank() - 2),
            Arrays.copyOf(columns.shape(), columns.rank() - 2));
    MatrixStack matrices = MatrixStack.square(operation, expand(a, batch));
    MatrixStack sides = MatrixStack.of(operation, expand(columns, batch));
    double[] result = new double[sides.elements().length];
    matrices.forEach(matrix -> solver.solve(matrices, matrix, sides, result));
    Tensor x = sides.result(result, sides.rows(), sides.columns());
    return vector ? x.squeeze(-1) : x;
  }

  private static void requireFit(String operation, Tensor a, Tensor right, Tensor columns) {
    if (a.rank() < 2 || a.size(-1) != a.size(-2)) {
      MatrixStack.square(operation, a); // refuses it
    }
    if (columns.rank() < 2 || columns.size(-2) != a.size(-1)) {
      throw new ShapeException(
          operation
              + ": the right side of shape "
              + Checks.show(right.shape())
              + " does not fit matrices of shape "
              + Checks.show(a.shape())
              + "; legal are ["
              + a.size(-1)
              + "] and [..., "
              + a.size(-1)
              + ", columns]");
    }
  }

  private static Tensor expand(Tensor x, int[] batch) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = x.size(-2);
    shape[batch.length + 1] = x.size(-1);
    return x.expand(shape);
  }
}
