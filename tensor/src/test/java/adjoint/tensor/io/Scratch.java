package adjoint.tensor.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files of property tests, which have no JUnit extension for them. */
final class Scratch {
  private Scratch() {}

  /** A path in a new folder that goes when the JVM ends. */
  static Path file(String name) {
    try {
      Path folder = Files.createTempDirectory("adjoint-io");
      Path file = folder.resolve(name);
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
