package adjoint.cli;

/** Something the user gave cannot be used; the message is one sentence that says what and why. */
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserException(String message) {
    super(message);
  }

  UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
