package adjoint.tensor.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file is malformed, truncated or refused; says which file, where in it, and why. */
public class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final long position;
  private final String reason;

  /**
   * Creates the exception.
   *
   * @param file the file, or null where the input is no file
   * @param position offset in bytes from the file's start, or -1 where none can be named
   * @param reason what is wrong, and what would be right
   */
  public FormatException(Path file, long position, String reason) {
    super(
        (file == null ? "text" : file)
            + (position < 0 ? "" : " at byte " + position)
            + ": "
            + reason);
    this.file = file;
    this.position = position;
    this.reason = reason;
  }

  /** The file, or null where the input was no file. */
  public Path file() {
    return file;
  }

  /** Offset in bytes from the file's start, or -1. */
  public long position() {
    return position;
  }

  /** What is wrong, without the file's name. */
  public String reason() {
    return reason;
  }
}
