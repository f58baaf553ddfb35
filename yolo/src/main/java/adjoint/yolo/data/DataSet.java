package adjoint.yolo.data;

import adjoint.tensor.io.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data set as its {@code data.yaml} describes it: the keys {@code path}, {@code train}, {@code
 * val}, {@code test}, {@code nc} and {@code names}.
 */
public final class DataSet {
  private final Path file;
  private final String root;
  private final List<String> names;
  private final Map<String, List<String>> splits;

  DataSet(Path file, String root, List<String> names, Map<String, List<String>> splits) {
    this.file = file;
    this.root = root;
    this.names = names;
    this.splits = splits;
  }

  /**
   * Reads a description.
   *
   * @param yaml a YAML file, or a folder that holds {@code data.yaml} or one YAML file only
   * @throws NoSuchFileException if there is no such file
   * @throws FormatException if it is no YAML, or a key is missing or malformed
   * @throws IOException if it cannot be read
   */
  public static DataSet read(Path yaml) throws IOException {
    return DataSetReader.read(Files.isDirectory(yaml) ? inFolder(yaml) : yaml);
  }

  private static Path inFolder(Path folder) throws IOException {
    for (String name : List.of("data.yaml", "data.yml")) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    List<Path> found;
    try (Stream<Path> children = Files.list(folder)) {
      found =
          children.filter(child -> child.toString().matches("(?i).*\\.ya?ml")).sorted().toList();
    }
    if (found.size() != 1) {
      throw new FormatException(
          folder,
          -1,
          "the folder has no data.yaml and "
              + (found.isEmpty() ? "no" : "several")
              + " other YAML files; name the file that describes the data set");
    }
    return found.get(0);
  }

  /** Class names; the index is the class. */
  public List<String> names() {
    return names;
  }

  /** The YAML file. */
  public Path file() {
    return file;
  }

  /** Whether the description has a split of that name. */
  public boolean has(String split) {
    return splits.containsKey(split);
  }

  /**
   * The pictures of a split, sorted by their paths as text. Relative paths count from the key
   * {@code path}, and that from the YAML file's folder or else the working folder.
   *
   * @param split "train", "val" or "test"
   * @throws FormatException if the description lacks the split, or nothing of a name is there, or
   *     no picture
   * @throws IOException if a folder or list cannot be read
   */
  public List<Path> images(String split) throws IOException {
    List<String> entries = splits.get(split);
    if (entries == null) {
      throw new FormatException(
          file, -1, "the key " + split + " is missing; it names the pictures to use");
    }
    return new SplitFiles(file, root, split).find(entries);
  }

  /**
   * What a split's entry in the description resolves to first, by which its label cache is named: a
   * list of pictures, or null.
   */
  Path listFile(String split) throws IOException {
    List<String> entries = splits.get(split);
    return new SplitFiles(file, root, split).listFile(entries.get(entries.size() - 1));
  }
}
