package adjoint.autograd.functions;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;

/** Constants that pick a triangle out of a matrix. */
final class Triangle {
  private Triangle() {}

  /** BOOL, n x n: true in the upper or lower triangle, the diagonal included. */
  static Tensor mask(int n, boolean upper) {
    Tensor rows = Tensor.arange(n).unsqueeze(1);
    Tensor columns = Tensor.arange(n).unsqueeze(0);
    return upper ? rows.le(columns) : rows.ge(columns);
  }

  /** n x n: 1 below the diagonal, 1/2 on it, 0 above. */
  static Tensor lowerWithHalfDiagonal(DType dtype, int n) {
    Tensor half = Tensor.eye(dtype, n).mul(0.5);
    return mask(n, false).to(dtype).sub(half);
  }
}
