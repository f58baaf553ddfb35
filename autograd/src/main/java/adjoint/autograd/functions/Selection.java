package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Gradients that pass at some elements and not at others. Unlike a product with zeros and ones this
 * gives 0, not NaN, where an infinite gradient is held back.
 */
final class Selection {
  private Selection() {}

  /** The gradient where the mask is true, 0 elsewhere. */
  static Variable keep(Variable gradient, Tensor mask) {
    return Variable.where(mask, gradient, Broadcasting.constant(gradient, 0));
  }

  /**
   * Checks that an operand fits the place it is put into.
   *
   * @throws ShapeException if it does not
   */
  static void requireShape(String operation, Tensor operand, Tensor place) {
    if (!Arrays.equals(operand.shape(), place.shape())) {
      throw new ShapeException(
          operation
              + ": the operand must have shape "
              + Arrays.toString(place.shape())
              + ", but has "
              + Arrays.toString(operand.shape()));
    }
  }

  /** 0 where the mask is true, the gradient elsewhere. */
  static Variable drop(Variable gradient, Tensor mask) {
    return Variable.where(mask, Broadcasting.constant(gradient, 0), gradient);
  }
}
