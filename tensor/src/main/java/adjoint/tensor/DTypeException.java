package adjoint.tensor;

/** An operation met an element type that it does not support; the message names both. */
public class DTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates the exception with a message that names the operation and the legal types. */
  public DTypeException(String message) {
    super(message);
  }
}
