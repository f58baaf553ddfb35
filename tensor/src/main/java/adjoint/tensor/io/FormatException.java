package adjoint.tensor.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file is malformed, truncated or refused; says which file, where in it, and why. */
public class FormatException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int MAX_LENGTH = 1000;

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
            + printable(reason));
    this.file = file;
    this.position = position;
    this.reason = printable(reason);
  }

  /** A file's own text may be in the reason: it must not control a terminal or fill a screen. */
  private static String printable(String reason) {
    String start =
        reason.length() <= MAX_LENGTH ? reason : reason.substring(0, MAX_LENGTH - 3) + "...";
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        text.setCharAt(i, '?');
      }
    }
    return text.toString();
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
