package adjoint.nn.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/** Plain matrices of doubles, one at a time: references that share nothing with the tensors. */
final class Matrices {
  private Matrices() {}

  static double[][] multiply(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  /** {@code a + factor * b}. */
  static double[][] add(double[][] a, double factor, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        sum[i][j] = a[i][j] + factor * b[i][j];
      }
    }
    return sum;
  }

  static double[][] times(double factor, double[][] a) {
    return add(new double[a.length][a[0].length], factor, a);
  }

  static double[][] transpose(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /** {@code factor * I}. */
  static double[][] identity(int n, double factor) {
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      result[i][i] = factor;
    }
    return result;
  }

  /** The sum of the products of the entries: tr(a^T b). */
  static double inner(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        sum += a[i][j] * b[i][j];
      }
    }
    return sum;
  }

  static double trace(double[][] a) {
    return inner(a, identity(a.length, 1));
  }

  static double[][] copy(Tensor matrix) {
    double[][] rows = new double[matrix.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.select(0, i).toDoubleArray();
    }
    return rows;
  }

  static void assertClose(double[][] expected, Tensor actual, double tolerance) {
    double[][] rows = copy(actual);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], rows[i], tolerance, "row " + i);
    }
  }

  /** Random symmetric positive definite matrices, n x c x c. */
  static Tensor positive(Generator generator, int n, int c) {
    Tensor factor = Tensor.randn(generator, DType.F64, n, c, 2 * c);
    return factor.bmm(factor.t());
  }

  static double largestDifference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }
}
