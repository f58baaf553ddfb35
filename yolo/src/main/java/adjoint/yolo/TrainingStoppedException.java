package adjoint.yolo;

/** A training cannot go on, and that is not its input's fault. */
public class TrainingStoppedException extends TrainingException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message of one sentence. */
  public TrainingStoppedException(String message) {
    super(message);
  }

  /** An exception with a cause. */
  public TrainingStoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
