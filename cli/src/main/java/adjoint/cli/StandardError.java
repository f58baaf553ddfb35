package adjoint.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;

/**
 * Takes over the standard error stream that the launcher passes under another number.
 *
 * <p>A Java machine that is started with an incubator module prints a warning before any program
 * code runs, and has no option against it. The launcher therefore sends descriptor 2 to nowhere,
 * passes the real one as the number in the property {@code adjoint.stderr}, and opens {@code
 * java.io} for this class.
 */
final class StandardError {
  private StandardError() {}

  /** Makes {@link System#err} write to the passed descriptor; does nothing if none was passed. */
  static void adopt() {
    Integer number = Integer.getInteger("adjoint.stderr");
    if (number == null) {
      return;
    }
    try {
      FileDescriptor descriptor = new FileDescriptor();
      Field field = FileDescriptor.class.getDeclaredField("fd");
      field.setAccessible(true);
      field.setInt(descriptor, number);
      System.setErr(new PrintStream(new FileOutputStream(descriptor), true));
    } catch (ReflectiveOperationException | RuntimeException unavailable) {
      // Errors must be seen all the same: standard output is what is left.
      System.setErr(System.out);
    }
  }
}
