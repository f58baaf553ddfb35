package adjoint.autograd.spec;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Linear algebra, compared with the formulas that a computation would avoid: everything is made of
 * determinants, and those of the sum over permutations.
 */
final class LinearAlgebraReferences {
  private static final int[] SHAPE = {2, 3, 3};

  private LinearAlgebraReferences() {}

  static void addTo(References references) {
    numbers(references);
    systems(references);
    factors(references);
  }

  // ---- traces and determinants ----------------------------------------------------------------

  private static void numbers(References references) {
    references
        .add("trace", each(m -> m[0][0] + m[1][1] + m[2][2]))
        .add("trace of one matrix", each(m -> m[0][0] + m[1][1]))
        .add("determinant", each(LinearAlgebraReferences::determinant))
        .add("determinant of numbers", each(m -> m[0][0]))
        .add("logDeterminant", each(m -> Math.log(Math.abs(determinant(m)))));
  }

  /** One number for each matrix. */
  private static Reference each(ToDoubleFunction<double[][]> number) {
    return x -> {
      int[] batch = Arrays.copyOf(x[0].shape(), x[0].shape().length - 2);
      return Plain.build(batch, i -> number.applyAsDouble(matrix(x[0], i)));
    };
  }

  // ---- inverses and systems -------------------------------------------------------------------

  private static void systems(References references) {
    references
        .add("inverse", square(LinearAlgebraReferences::inverse))
        .add("solve", x -> solve(x, new int[] {2, 3, 4}, m -> m))
        .add(
            "solve for a vector",
            x ->
                Plain.build(new int[] {2, 3}, i -> cramer(matrix(x[0], i[0]), i[1], x[1].values())))
        .add("solve with a batch that broadcasts", x -> solve(x, new int[] {2, 3, 2}, m -> m));
    for (boolean upper : new boolean[] {false, true}) {
      references.add(
          "solveTriangular, upper " + upper,
          x -> solve(x, new int[] {2, 3, 2}, m -> triangle(m, upper)));
    }
  }

  private static Plain solve(Plain[] x, int[] shape, UnaryOperator<double[][]> part) {
    return Plain.build(
        shape,
        i -> {
          int own = x[0].shape()[0] == 1 ? 0 : i[0];
          double[] right = new double[3];
          for (int k = 0; k < 3; k++) {
            right[k] = x[1].get(i[0], k, i[2]);
          }
          return cramer(part.apply(matrix(x[0], own)), i[1], right);
        });
  }

  private static double[][] triangle(double[][] m, boolean upper) {
    double[][] part = new double[m.length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        part[i][j] = (upper ? i <= j : i >= j) ? m[i][j] : 0;
      }
    }
    return part;
  }

  private static Reference square(Element element) {
    return x -> Plain.build(SHAPE, i -> element.of(matrix(x[0], i[0]), i[1], i[2]));
  }

  /** An element of a matrix that is computed from another. */
  private interface Element {
    double of(double[][] m, int i, int j);
  }

  /** The cofactor of the transposed place over the determinant. */
  private static double inverse(double[][] m, int i, int j) {
    return cofactor(m, j, i) / determinant(m);
  }

  /** Cramer's rule: column i replaced by the right side. */
  private static double cramer(double[][] m, int i, double[] right) {
    double[][] replaced = new double[m.length][];
    for (int k = 0; k < m.length; k++) {
      replaced[k] = m[k].clone();
      replaced[k][i] = right[k];
    }
    return determinant(replaced) / determinant(m);
  }

  // ---- decompositions -------------------------------------------------------------------------

  private static void factors(References references) {
    references
        .add("cholesky", square(LinearAlgebraReferences::cholesky))
        .add(
            "eigenvalues",
            x -> Plain.build(new int[] {2, 3}, i -> eigenvalue(symmetric(x[0], i[0]), i[1])))
        .add(
            "eigenvectors",
            x -> Plain.build(SHAPE, i -> eigenvector(symmetric(x[0], i[0]), i[2])[i[1]]))
        .add(
            "eigenvalues and eigenvectors together",
            x ->
                Plain.build(
                    SHAPE,
                    i -> {
                      double[][] m = symmetric(x[0], i[0]);
                      return eigenvector(m, i[2])[i[1]] * Math.sin(eigenvalue(m, i[2]));
                    }));
  }

  /** By ratios of minors: rows 0..j-1 and i, columns 0..j, over leading minors. */
  private static double cholesky(double[][] m, int i, int j) {
    if (i < j) {
      return 0;
    }
    double[][] s = symmetric(m);
    double[][] rows = Arrays.copyOf(s, j + 1);
    rows[j] = s[i];
    return leading(rows, j + 1) / Math.sqrt(leading(s, j) * leading(s, j + 1));
  }

  private static double leading(double[][] m, int size) {
    double[][] part = new double[size][];
    for (int i = 0; i < size; i++) {
      part[i] = Arrays.copyOf(m[i], size);
    }
    return determinant(part);
  }

  /** By bisection: the number of negative pivots of s - w is that of the eigenvalues below w. */
  private static double eigenvalue(double[][] s, int index) {
    double low = -100;
    double high = 100;
    for (int step = 0; step < 80; step++) {
      double middle = (low + high) / 2;
      int below = 0;
      for (int size = 1; size <= s.length; size++) {
        double[][] shifted = shifted(s, middle);
        below += leading(shifted, size) / leading(shifted, size - 1) < 0 ? 1 : 0;
      }
      low = below <= index ? middle : low;
      high = below <= index ? high : middle;
    }
    return (low + high) / 2;
  }

  /** The cofactors of s - w are multiples of v v^T. */
  private static double[] eigenvector(double[][] s, int index) {
    double[][] shifted = shifted(s, eigenvalue(s, index));
    int best = 0;
    for (int i = 1; i < s.length; i++) {
      boolean larger = Math.abs(cofactor(shifted, i, i)) > Math.abs(cofactor(shifted, best, best));
      best = larger ? i : best;
    }
    double[] v = new double[s.length];
    double squares = 0;
    for (int i = 0; i < s.length; i++) {
      v[i] = cofactor(shifted, i, best);
      squares += v[i] * v[i];
    }
    // The component of the best row is the largest one, and positive by convention.
    double length = Math.copySign(Math.sqrt(squares), v[best]);
    return Arrays.stream(v).map(component -> component / length).toArray();
  }

  private static double[][] shifted(double[][] s, double w) {
    double[][] result = new double[s.length][];
    for (int i = 0; i < s.length; i++) {
      result[i] = s[i].clone();
      result[i][i] -= w;
    }
    return result;
  }

  // ---- matrices -------------------------------------------------------------------------------

  private static double[][] matrix(Plain x, int... batch) {
    int n = x.shape()[x.shape().length - 1];
    double[][] m = new double[n][n];
    int[] at = Arrays.copyOf(batch, batch.length + 2);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        at[batch.length] = i;
        at[batch.length + 1] = j;
        m[i][j] = x.get(at);
      }
    }
    return m;
  }

  private static double[][] symmetric(Plain x, int batch) {
    return symmetric(matrix(x, batch));
  }

  private static double[][] symmetric(double[][] m) {
    double[][] s = new double[m.length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        s[i][j] = (m[i][j] + m[j][i]) / 2;
      }
    }
    return s;
  }

  /** Expansion along the first row. */
  private static double determinant(double[][] m) {
    double sum = m.length == 0 ? 1 : 0;
    for (int j = 0; j < m.length; j++) {
      sum += m[0][j] * cofactor(m, 0, j);
    }
    return sum;
  }

  private static double cofactor(double[][] m, int row, int column) {
    double[][] minor = new double[m.length - 1][m.length - 1];
    for (int i = 0; i < minor.length; i++) {
      for (int j = 0; j < minor.length; j++) {
        minor[i][j] = m[i < row ? i : i + 1][j < column ? j : j + 1];
      }
    }
    return (row + column) % 2 == 0 ? determinant(minor) : -determinant(minor);
  }
}
