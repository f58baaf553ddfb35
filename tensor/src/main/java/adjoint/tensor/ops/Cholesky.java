package adjoint.tensor.ops;

import adjoint.tensor.Tensor;

/** The Cholesky decomposition; see {@link adjoint.tensor.LinearAlgebraMethods#cholesky}. */
public final class Cholesky {
  private Cholesky() {}

  /** See {@link adjoint.tensor.LinearAlgebraMethods#cholesky}. */
  public static Tensor factor(Tensor x) {
    MatrixStack matrices = MatrixStack.square("cholesky", x).symmetric();
    double[] result = new double[matrices.elements().length];
    matrices.forEach(matrix -> factor(matrices, matrix, result));
    return matrices.result(result, matrices.rows(), matrices.rows());
  }

  /** Row after row: the part of a row that those before it do not explain. */
  private static void factor(MatrixStack matrices, int matrix, double[] l) {
    int n = matrices.rows();
    int from = matrices.start(matrix);
    for (int i = 0; i < n; i++) {
      int row = from + i * n;
      for (int j = 0; j <= i; j++) {
        double rest = matrices.elements()[row + j];
        for (int k = 0; k < j; k++) {
          rest = Math.fma(-l[row + k], l[from + j * n + k], rest);
        }
        if (i != j) {
          l[row + j] = rest / l[from + j * n + j];
        } else if (rest > 0) {
          l[row + i] = Math.sqrt(rest);
        } else {
          throw matrices.failure(
              matrix,
              "is not positive definite: pivot "
                  + i
                  + " (counted from 0) is "
                  + rest
                  + ", all must be above 0");
        }
      }
    }
  }
}
