package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndVectors;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigen-decomposition of symmetric matrices by cyclic Jacobi rotations: each rotation of two
 * axes makes one off-diagonal element 0, and sweeps over all pairs repeat until all are. Source:
 * Golub, Van Loan, "Matrix Computations", chapter on the symmetric eigenvalue problem; the update
 * in the form of Rutishauser, "The Jacobi Method for Real Symmetric Matrices", 1966.
 */
public final class SymmetricEigen {
  /** Off-diagonal elements up to this count as 0 where the largest element is 1 to 2. */
  private static final double NEGLIGIBLE = 0x1p-80;

  /** Components this close to the largest one are as good for fixing a vector's sign. */
  private static final double LARGEST = 1 - 1e-6;

  /** Convergence is quadratic: about ten sweeps do for any size. */
  private static final int MOST_SWEEPS = 100;

  private final int n;
  private final int exponent;

  /** The matrix times {@code 2^-exponent}, in the end diagonal. */
  private final double[] a;

  /** In the end, row k is the eigenvector of the k-th element of the diagonal. */
  private final double[] v;

  private SymmetricEigen(double[] elements, int from, int n, double largest) {
    this.n = n;
    exponent = largest == 0 ? 0 : Math.getExponent(largest);
    a = new double[n * n];
    v = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      // Exact, and products of scaled elements cannot overflow.
      a[i] = Math.scalb(elements[from + i], -exponent);
    }
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
    }
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#symmetricEigen}. */
  public static ValuesAndVectors decompose(Tensor x) {
    MatrixStack matrices = MatrixStack.square("symmetricEigen", x).symmetric();
    int n = matrices.rows();
    double[] values = new double[matrices.count() * n];
    double[] vectors = new double[matrices.elements().length];
    matrices.forEach(
        matrix -> {
          int from = matrices.start(matrix);
          double largest = largest(matrices, matrix);
          SymmetricEigen eigen = new SymmetricEigen(matrices.elements(), from, n, largest);
          if (!eigen.diagonalize()) {
            throw matrices.failure(matrix, "does not converge to a diagonal one");
          }
          eigen.write(values, matrix * n, vectors, from);
        });
    return new ValuesAndVectors(matrices.result(values, n), matrices.result(vectors, n, n));
  }

  private static double largest(MatrixStack matrices, int matrix) {
    double largest = 0;
    for (int i = matrices.start(matrix); i < matrices.start(matrix + 1); i++) {
      double magnitude = Math.abs(matrices.elements()[i]);
      if (!(magnitude <= Double.MAX_VALUE)) {
        throw matrices.failure(matrix, "has an element that is not finite");
      }
      largest = Math.max(largest, magnitude);
    }
    return largest;
  }

  private boolean diagonalize() {
    for (int i = 0; i < MOST_SWEEPS; i++) {
      if (!sweep()) {
        return true;
      }
    }
    return false;
  }

  /** Rotates every pair of axes once; says whether there was anything to do. */
  private boolean sweep() {
    boolean rotated = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        if (Math.abs(a[p * n + q]) > NEGLIGIBLE) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** Turns axes p and q so that element (p, q) becomes 0. */
  private void rotate(int p, int q) {
    double element = a[p * n + q];
    double first = a[p * n + p];
    double second = a[q * n + q];
    double cotangent = (second - first) / (2 * element);
    // Of the two angles the smaller one: its tangent t solves t^2 + 2 t cot(2 angle) = 1.
    double t = Math.copySign(1, cotangent) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
    double cos = 1 / Math.sqrt(t * t + 1);
    double sin = t * cos;
    turnRows(a, p, q, cos, sin);
    turnRows(v, p, q, cos, sin);
    for (int r = 0; r < n; r++) {
      a[r * n + p] = a[p * n + r];
      a[r * n + q] = a[q * n + r];
    }
    a[p * n + p] = first - t * element;
    a[q * n + q] = second + t * element;
    a[p * n + q] = 0;
    a[q * n + p] = 0;
  }

  /** {@code p' = cos p - sin q, q' = sin p + cos q}, written as small changes of p and q. */
  private void turnRows(double[] x, int p, int q, double cos, double sin) {
    double half = sin / (1 + cos); // the tangent of half the angle: 1 - cos = sin half
    for (int k = 0; k < n; k++) {
      double g = x[p * n + k];
      double h = x[q * n + k];
      x[p * n + k] = g - sin * (h + half * g);
      x[q * n + k] = h + sin * (g - half * h);
    }
  }

  /** The diagonal in ascending order, and the vectors as columns. */
  private void write(double[] values, int at, double[] vectors, int from) {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> a[i * n + i]))
            .mapToInt(i -> i)
            .toArray();
    for (int k = 0; k < n; k++) {
      int row = order[k] * n;
      values[at + k] = Math.scalb(a[row + order[k]], exponent);
      double sign = sign(row);
      for (int i = 0; i < n; i++) {
        vectors[from + i * n + k] = sign * v[row + i];
      }
    }
  }

  /** What makes the first of a vector's largest components positive. */
  private double sign(int row) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(v[row + i]));
    }
    int first = 0;
    while (Math.abs(v[row + first]) < LARGEST * largest) {
      first++;
    }
    return Math.signum(v[row + first]);
  }
}
