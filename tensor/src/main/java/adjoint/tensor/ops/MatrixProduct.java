package adjoint.tensor.ops;

import adjoint.tensor.Tensor;

/** Not built yet. */
public final class MatrixProduct {
  private MatrixProduct() {}

  public static Tensor matmul(Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor bmm(Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }
}
