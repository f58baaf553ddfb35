package adjoint.tensor;

/**
 * A matrix has a shape that fits an operation, but values that do not: it is singular, or not
 * positive definite. The message names the operation, the matrix and the pivot.
 */
public class LinearAlgebraException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  /** Creates the exception with a message as above. */
  public LinearAlgebraException(String message) {
    super(message);
  }
}
