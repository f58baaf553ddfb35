package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Brings two operands to one shape before an elementwise operation sees them. The repetition is an
 * operation of its own, {@link Expand}, whose reverse rule is the sum over the repeats; so no
 * elementwise rule has to know about broadcasting.
 */
public final class Broadcasting {
  private Broadcasting() {}

  /** Applies a function of two operands of equal shape to two that broadcast. */
  public static Variable apply(Function function, Variable a, Variable b) {
    requireOneType(function.name(), a, b);
    int[] shape = Layout.broadcast(function.name(), a.shape(), b.shape());
    return function.apply(expand(a, shape), expand(b, shape));
  }

  /** A constant that broadcasts against {@code like} and has its type. */
  public static Variable constant(Variable like, double value) {
    DType dtype = like.dtype().orF32("constant");
    return Variable.of(Tensor.scalar(dtype, value));
  }

  /**
   * Checks that two operands do not mix floating types, whose gradients would then differ in type
   * from their values.
   *
   * @throws DTypeException if they do
   */
  static void requireOneType(String operation, Variable a, Variable b) {
    if (a.dtype() != b.dtype() && a.dtype().isFloating() && b.dtype().isFloating()) {
      throw new DTypeException(
          operation
              + ": the operands are "
              + a.dtype()
              + " and "
              + b.dtype()
              + "; convert one tensor with to() first");
    }
  }

  /** The variable itself, or its repetition where the shape differs. */
  static Variable expand(Variable x, int[] shape) {
    return Arrays.equals(x.shape(), shape) ? x : new Expand(shape).apply(x);
  }
}
