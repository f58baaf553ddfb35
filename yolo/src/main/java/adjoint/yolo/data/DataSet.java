package adjoint.yolo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A data set as its {@code data.yaml} describes it. */
public final class DataSet {
  private DataSet() {}

  /** Reads a description: a YAML file, or a folder that holds one. */
  public static DataSet read(Path yaml) throws IOException {
    throw new UnsupportedOperationException("being built");
  }

  /** Class names; the index is the class. */
  public List<String> names() {
    throw new UnsupportedOperationException("being built");
  }

  /** The YAML file. */
  public Path file() {
    throw new UnsupportedOperationException("being built");
  }

  /** Whether the description names a split. */
  public boolean has(String split) {
    throw new UnsupportedOperationException("being built");
  }

  /** The pictures of "train", "val" or "test", sorted by their paths as text. */
  public List<Path> images(String split) throws IOException {
    throw new UnsupportedOperationException("being built");
  }
}
