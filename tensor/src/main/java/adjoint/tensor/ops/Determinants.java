package adjoint.tensor.ops;

import adjoint.tensor.SignAndLogarithm;
import adjoint.tensor.Tensor;

/** Traces and determinants; see {@link adjoint.tensor.LinearAlgebraMethods}. */
public final class Determinants {
  private Determinants() {}

  /** See {@link adjoint.tensor.LinearAlgebraMethods#trace}. */
  public static Tensor trace(Tensor x) {
    MatrixStack matrices = MatrixStack.square("trace", x);
    double[] result = new double[matrices.count()];
    matrices.forEach(
        matrix -> {
          int n = matrices.rows();
          for (int i = 0; i < n; i++) {
            result[matrix] += matrices.elements()[matrices.start(matrix) + i * (n + 1)];
          }
        });
    return matrices.result(result);
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#determinant}. */
  public static Tensor determinant(Tensor x) {
    MatrixStack matrices = MatrixStack.square("determinant", x);
    double[] result = new double[matrices.count()];
    matrices.forEach(
        matrix -> {
          LuDecomposition lu = factor(matrices, matrix);
          double product = lu.sign();
          for (int i = 0; i < matrices.rows(); i++) {
            product *= lu.pivot(i);
          }
          // A pivot of 0 decides, whatever the others overflow to.
          result[matrix] = lu.zeroPivot() >= 0 ? 0 : product;
        });
    return matrices.result(result);
  }

  /** See {@link adjoint.tensor.LinearAlgebraMethods#logDeterminant}. */
  public static SignAndLogarithm logDeterminant(Tensor x) {
    MatrixStack matrices = MatrixStack.square("logDeterminant", x);
    double[] signs = new double[matrices.count()];
    double[] logarithms = new double[matrices.count()];
    matrices.forEach(
        matrix -> {
          LuDecomposition lu = factor(matrices, matrix);
          double sign = lu.sign();
          double sum = 0;
          for (int i = 0; i < matrices.rows(); i++) {
            sign *= Math.signum(lu.pivot(i));
            sum += Math.log(Math.abs(lu.pivot(i)));
          }
          boolean singular = lu.zeroPivot() >= 0;
          signs[matrix] = singular ? 0 : sign;
          logarithms[matrix] = singular ? Double.NEGATIVE_INFINITY : sum;
        });
    return new SignAndLogarithm(matrices.result(signs), matrices.result(logarithms));
  }

  private static LuDecomposition factor(MatrixStack matrices, int matrix) {
    return new LuDecomposition(matrices.elements(), matrices.start(matrix), matrices.rows());
  }
}
