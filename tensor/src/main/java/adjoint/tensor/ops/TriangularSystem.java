package adjoint.tensor.ops;

/** Substitution in a triangular system, in place. */
final class TriangularSystem {
  private TriangularSystem() {}

  /**
   * Replaces the rows of x by the solution of {@code t y = x}.
   *
   * @param t an n x n matrix from {@code from} on, of which one triangle is read
   * @param unit whether the diagonal counts as ones and is not read
   * @param x n rows of {@code columns} elements from {@code target} on
   */
  static void solve(
      double[] t,
      int from,
      int n,
      boolean upper,
      boolean unit,
      double[] x,
      int target,
      int columns) {
    for (int step = 0; step < n; step++) {
      int i = upper ? n - 1 - step : step;
      int row = target + i * columns;
      for (int done = 0; done < step; done++) {
        int j = upper ? n - 1 - done : done;
        addRow(-t[from + i * n + j], x, target + j * columns, row, columns);
      }
      if (!unit) {
        double pivot = t[from + i * n + i];
        for (int k = 0; k < columns; k++) {
          x[row + k] /= pivot;
        }
      }
    }
  }

  /** Adds a multiple of one row to another. */
  static void addRow(double factor, double[] x, int source, int target, int columns) {
    for (int k = 0; k < columns; k++) {
      x[target + k] = Math.fma(factor, x[source + k], x[target + k]);
    }
  }
}
