package adjoint.yolo;

/** A model file cannot be built; the message names the file, the row and what would be right. */
public class ModelFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public ModelFileException(String message) {
    super(message);
  }
}
