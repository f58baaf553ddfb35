package adjoint.cli;

import adjoint.tensor.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --json} names: a file, or standard output for {@code -}. */
final class JsonFile {
  private JsonFile() {}

  /** Whether the name stands for standard output. */
  static boolean isStandardOutput(String name) {
    return "-".equals(name);
  }

  /** Writes a value; the file's folder is made where it is missing. */
  static void write(String name, Object value, PrintWriter standardOutput) throws IOException {
    String json = Json.writeIndented(value) + "\n";
    if (isStandardOutput(name)) {
      standardOutput.print(json);
      standardOutput.flush();
      return;
    }
    Path file = Path.of(name);
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, json);
  }
}
