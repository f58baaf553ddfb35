package adjoint.tensor;

/** Shapes, dimensions or indices do not fit an operation; the message names them all. */
public class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception with a message that names the operation, the shapes and what is legal.
   */
  public ShapeException(String message) {
    super(message);
  }
}
