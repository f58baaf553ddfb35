package adjoint.tensor;

import adjoint.tensor.ops.MatrixProduct;

/**
 * Matrix products. Each output element is summed over the inner dimension in ascending order with
 * fused multiply-add, so its bits depend neither on thread count nor on vector width. Floating
 * types only, both the same; otherwise {@link DTypeException}. Sizes that do not fit throw {@link
 * ShapeException}.
 */
public sealed interface MatrixMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The product of the last two dimensions, the others broadcast. A one-dimensional operand is a
   * row on the left and a column on the right, and its dimension disappears from the result.
   */
  default Tensor matmul(Tensor other) {
    return MatrixProduct.matmul(self(), other);
  }

  /** The products of two equally long stacks of matrices: (b, m, k) times (b, k, n). */
  default Tensor bmm(Tensor other) {
    return MatrixProduct.bmm(self(), other);
  }
}
