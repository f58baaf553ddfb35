package adjoint.tensor.ops;

import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import java.util.Arrays;

/** Matrix products; see {@link adjoint.tensor.MatrixMethods}. */
public final class MatrixProduct {
  private MatrixProduct() {}

  /** See {@link adjoint.tensor.MatrixMethods#matmul}. */
  public static Tensor matmul(Tensor a, Tensor b) {
    Checks.floating("matmul", a);
    Checks.sameType("matmul", "the left", a, "the right operand", b);
    if (a.rank() == 0 || b.rank() == 0) {
      throw new ShapeException(
          "matmul: operands need at least one dimension, got shapes "
              + Checks.show(a.shape())
              + " and "
              + Checks.show(b.shape()));
    }
    Tensor left = a.rank() == 1 ? a.unsqueeze(0) : a;
    Tensor right = b.rank() == 1 ? b.unsqueeze(1) : b;
    requireInner("matmul", a, b, left.size(-1), right.size(-2));
    Tensor product = matrices(left, right);
    if (b.rank() == 1) {
      product = product.squeeze(-1);
    }
    return a.rank() == 1 ? product.squeeze(b.rank() == 1 ? -1 : -2) : product;
  }

  /** The product of operands with two or more dimensions each. */
  private static Tensor matrices(Tensor a, Tensor b) {
    int[] batchA = Arrays.copyOf(a.shape(), a.rank() - 2);
    int[] batchB = Arrays.copyOf(b.shape(), b.rank() - 2);
    int[] batch = Layout.broadcast("matmul (dimensions before the last two)", batchA, batchB);
    int m = a.size(-2);
    int k = a.size(-1);
    int n = b.size(-1);
    int[] shape = append(batch, m, n);
    if (b.rank() == 2 && a.rank() > 2 && a.elementCount() > 0) {
      // One matrix on the right: all rows on the left make one tall matrix.
      return product(a.reshape(1, -1, k), b.unsqueeze(0)).reshape(shape);
    }
    int count = Layout.elementCount(batch);
    Tensor left = a.expand(append(batch, m, k)).reshape(count, m, k);
    Tensor right = b.expand(append(batch, k, n)).reshape(count, k, n);
    return product(left, right).reshape(shape);
  }

  private static int[] append(int[] batch, int rows, int columns) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = rows;
    shape[batch.length + 1] = columns;
    return shape;
  }

  /** See {@link adjoint.tensor.MatrixMethods#bmm}. */
  public static Tensor bmm(Tensor a, Tensor b) {
    requireStacks(a, b);
    return product(a, b);
  }

  /** See {@link Tensor#assignBmm}. */
  public static Tensor assignBmm(Tensor out, Tensor a, Tensor b) {
    requireStacks(a, b);
    int[] shape = {a.size(0), a.size(1), b.size(2)};
    if (out.dtype() != a.dtype() || !Arrays.equals(out.shape(), shape)) {
      throw new ShapeException(
          "assignBmm: the product is "
              + a.dtype()
              + Checks.show(shape)
              + " and does not fit "
              + out.dtype()
              + Checks.show(out.shape()));
    }
    if (out.storage() == a.storage() || out.storage() == b.storage()) {
      throw new IllegalArgumentException(
          "assignBmm: a factor shares the storage of the tensor that takes the product");
    }
    InPlace.requireNoOverlap("assignBmm", out);
    if (a.size(2) == 0) {
      return out.fill(0);
    }
    Backends.current().matmul(a, b, out);
    out.storage().touch();
    return out;
  }

  private static void requireStacks(Tensor a, Tensor b) {
    Checks.floating("bmm", a);
    Checks.sameType("bmm", "the left", a, "the right operand", b);
    if (a.rank() != 3 || b.rank() != 3 || a.size(0) != b.size(0)) {
      throw new ShapeException(
          "bmm: operands must be stacks (b, m, k) and (b, k, n) of equal length, got shapes "
              + Checks.show(a.shape())
              + " and "
              + Checks.show(b.shape()));
    }
    requireInner("bmm", a, b, a.size(2), b.size(1));
  }

  private static Tensor product(Tensor a, Tensor b) {
    Tensor out = Creation.result(a.dtype(), a.size(0), a.size(1), b.size(2));
    Backends.current().matmul(a, b, out);
    return out;
  }

  private static void requireInner(String operation, Tensor a, Tensor b, int left, int right) {
    if (left != right) {
      throw new ShapeException(
          operation
              + ": inner sizes differ for shapes "
              + Checks.show(a.shape())
              + " and "
              + Checks.show(b.shape())
              + ": the left operand's last dimension is "
              + left
              + ", the right one's "
              + (b.rank() == 1 ? "only dimension is " : "last but one is ")
              + right);
    }
  }
}
