package adjoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbered output folders: {@code exp}, {@code exp2}, {@code exp3} and so on. */
final class RunFolder {
  private RunFolder() {}

  /**
   * The folder for a new run: {@code project/name} where nothing has that name yet or {@code reuse}
   * is set, else {@code name} with one more than the largest number in use. Nothing is created.
   */
  static Path next(Path project, String name, boolean reuse) throws IOException {
    Path first = project.resolve(name);
    if (reuse || !Files.exists(first)) {
      return first;
    }
    Pattern numbered =
        Pattern.compile(Pattern.quote(first.getFileName().toString()) + "(\\d{1,9})");
    long largest = 1;
    try (Stream<Path> siblings = Files.list(first.toAbsolutePath().getParent())) {
      for (Path sibling : (Iterable<Path>) siblings::iterator) {
        Matcher matcher = numbered.matcher(sibling.getFileName().toString());
        if (matcher.matches()) {
          largest = Math.max(largest, Long.parseLong(matcher.group(1)));
        }
      }
    }
    return first.resolveSibling(first.getFileName() + Long.toString(largest + 1));
  }
}
