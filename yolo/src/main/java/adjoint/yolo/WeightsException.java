package adjoint.yolo;

/** Weights do not fit a model; the message names the file, the model and the first differences. */
public class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public WeightsException(String message) {
    super(message);
  }
}
