package adjoint.yolo.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Expands patterns as Python's {@code glob} does: {@code *}, {@code ?} and {@code [...]} stay
 * within one name and pass over hidden names, {@code **} stands for any number of folders, none
 * included.
 */
public final class Glob {
  private Glob() {}

  /** Whether a text holds a wildcard. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** The existing files that match, sorted. */
  public static List<Path> files(String pattern) throws IOException {
    Path path = Path.of(pattern);
    Path base = path.isAbsolute() ? path.getRoot() : Path.of("");
    return matches(base, path).stream().filter(Files::isRegularFile).toList();
  }

  /** The existing files and folders below {@code base} that match, sorted. */
  static List<Path> matches(Path base, Path pattern) throws IOException {
    List<Path> bases = List.of(base);
    for (Path part : pattern) {
      String name = part.toString();
      List<Path> next = new ArrayList<>();
      for (Path folder : bases) {
        expand(folder, name, next);
      }
      bases = next;
    }
    return List.copyOf(new TreeSet<>(bases));
  }

  private static void expand(Path base, String name, List<Path> found) throws IOException {
    if (name.equals("**")) {
      addFolders(base, found);
    } else if (!isPattern(name)) {
      Path candidate = base.resolve(name);
      if (Files.exists(candidate)) {
        found.add(candidate);
      }
    } else {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + escaped(name));
      for (Path child : children(base)) {
        boolean hidden = child.getFileName().toString().startsWith(".") && !name.startsWith(".");
        if (!hidden && matcher.matches(child.getFileName())) {
          found.add(child);
        }
      }
    }
  }

  /** Braces and backslashes mean themselves in Python's patterns. */
  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
  }

  private static void addFolders(Path base, List<Path> found) throws IOException {
    found.add(base);
    for (Path child : children(base)) {
      boolean link = Files.isSymbolicLink(child);
      if (!link && Files.isDirectory(child) && !child.getFileName().toString().startsWith(".")) {
        addFolders(child, found);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> folder.resolve(child.getFileName())).sorted().toList();
    }
  }
}
