package adjoint.autograd;

/** The reverse pass cannot do what was asked; the message names the operation and the way out. */
public class AutogradException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public AutogradException(String message) {
    super(message);
  }
}
