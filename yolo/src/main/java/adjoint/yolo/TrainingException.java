package adjoint.yolo;

/** A training cannot start or go on; the message says why, and what is left. */
public class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message of one sentence. */
  public TrainingException(String message) {
    super(message);
  }

  /** An exception with a cause. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
