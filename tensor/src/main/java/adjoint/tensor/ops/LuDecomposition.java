package adjoint.tensor.ops;

/**
 * One matrix as {@code p a = l u}: p exchanges rows, l is lower triangular with ones on the
 * diagonal, u upper triangular. Of each column the largest element left is taken as the pivot.
 * Source: Golub, Van Loan, "Matrix Computations", chapter on general linear systems.
 */
final class LuDecomposition {
  private final int n;
  private final double[] lu;
  private final int[] rows;
  private int sign = 1;
  private int zeroPivot = -1;

  /** Factors the n x n matrix that begins at {@code from}; it stays as it is. */
  LuDecomposition(double[] elements, int from, int n) {
    this.n = n;
    lu = new double[n * n];
    System.arraycopy(elements, from, lu, 0, n * n);
    rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    for (int column = 0; column < n; column++) {
      eliminate(column);
    }
  }

  private void eliminate(int column) {
    exchange(column, pivotRow(column));
    double pivot = lu[column * n + column];
    if (pivot == 0) {
      zeroPivot = zeroPivot < 0 ? column : zeroPivot;
      return;
    }
    for (int i = column + 1; i < n; i++) {
      double factor = lu[i * n + column] / pivot;
      lu[i * n + column] = factor;
      int right = column + 1;
      TriangularSystem.addRow(-factor, lu, column * n + right, i * n + right, n - right);
    }
  }

  /** The row with the largest element of a column from the diagonal on; NaN counts as larger. */
  private int pivotRow(int column) {
    int best = column;
    for (int i = column + 1; i < n; i++) {
      double largest = Math.abs(lu[best * n + column]);
      if (largest >= 0 && !(Math.abs(lu[i * n + column]) <= largest)) {
        best = i;
      }
    }
    return best;
  }

  private void exchange(int a, int b) {
    if (a == b) {
      return;
    }
    for (int j = 0; j < n; j++) {
      double held = lu[a * n + j];
      lu[a * n + j] = lu[b * n + j];
      lu[b * n + j] = held;
    }
    int row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
    sign = -sign;
  }

  /** The first pivot that is 0, counted from 0, or -1: then the matrix is singular. */
  int zeroPivot() {
    return zeroPivot;
  }

  /** The sign of the row exchanges: -1 for an odd number of them. */
  int sign() {
    return sign;
  }

  /** An element of the diagonal of u. */
  double pivot(int i) {
    return lu[i * n + i];
  }

  /** Writes the x of {@code a x = right}, both n rows of {@code columns} elements. */
  void solve(double[] right, int from, double[] x, int target, int columns) {
    for (int i = 0; i < n; i++) {
      System.arraycopy(right, from + rows[i] * columns, x, target + i * columns, columns);
    }
    TriangularSystem.solve(lu, 0, n, false, true, x, target, columns);
    TriangularSystem.solve(lu, 0, n, true, false, x, target, columns);
  }
}
