package adjoint.yolo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of test data beside the project; a test that needs it skips where it is absent. */
public final class Shared {
  private Shared() {}

  /** A file of the folder. */
  public static Path file(String name) {
    Path path = Path.of(System.getProperty("adjoint.shared", "../../shared")).resolve(name);
    assumeTrue(
        Files.exists(path), () -> "skipped: there is no " + path.toAbsolutePath().normalize());
    return path;
  }
}
