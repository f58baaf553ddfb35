package adjoint.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with weights and photographs beside the project. */
final class Shared {
  private Shared() {}

  /** A file or folder in it; null where it is absent. */
  static Path file(String name) {
    Path file = Path.of(System.getProperty("adjoint.shared", "../../shared")).resolve(name);
    return Files.exists(file) ? file : null;
  }
}
