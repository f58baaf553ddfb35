package adjoint.yolo.data;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.image.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the pictures that one split of a data set stands for. */
final class SplitFiles {
  private static final String UP = "../";

  private final Path yaml;
  private final String split;
  private final List<Path> roots = new ArrayList<>();

  SplitFiles(Path yaml, String root, String split) throws FormatException {
    this.yaml = yaml;
    this.split = split;
    Path folder = yaml.toAbsolutePath().getParent();
    roots.add(folder.resolve(path(root)).normalize());
    Path working = Path.of("").toAbsolutePath().resolve(path(root)).normalize();
    if (!roots.contains(working)) {
      roots.add(working);
    }
  }

  /** The pictures of all entries, sorted by their paths as text in code-point order. */
  List<Path> find(List<String> entries) throws IOException {
    Map<String, Path> found = new LinkedHashMap<>();
    for (String entry : entries) {
      Set<Path> pictures = new LinkedHashSet<>();
      for (Path place : places(entry)) {
        addPictures(place, pictures);
      }
      if (pictures.isEmpty()) {
        throw error(
            entry
                + " holds no pictures (looked for ."
                + String.join(", .", new TreeSet<>(Images.SUFFIXES))
                + ")");
      }
      pictures.forEach(picture -> found.put(picture.toString(), picture));
    }
    return sorted(found.values());
  }

  /** The text file that an entry names, or null if it names something else. */
  Path listFile(String entry) throws IOException {
    Path place = places(entry).get(0);
    return Files.isDirectory(place) || isPicture(place) ? null : place;
  }

  /** UTF-8 bytes, taken as unsigned, sort as code points do. */
  private static List<Path> sorted(Collection<Path> paths) {
    record Keyed(byte[] key, Path path) {}

    return paths.stream()
        .map(path -> new Keyed(path.toString().getBytes(StandardCharsets.UTF_8), path))
        .sorted(Comparator.comparing(Keyed::key, Arrays::compareUnsigned))
        .map(Keyed::path)
        .toList();
  }

  /** The existing files and folders that an entry names, in the first root that has any. */
  private List<Path> places(String entry) throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (Path root : roots) {
      candidates.add(root.resolve(path(entry)).normalize());
    }
    if (entry.startsWith(UP)) {
      // Some exporters count one folder too high.
      candidates.add(roots.get(0).resolve(path(entry.substring(UP.length()))).normalize());
    }
    for (Path candidate : candidates) {
      if (Files.exists(candidate)) {
        return List.of(candidate);
      }
    }
    if (Glob.isPattern(entry)) {
      for (Path root : roots) {
        Path pattern = path(entry);
        List<Path> matches =
            pattern.isAbsolute()
                ? Glob.matches(pattern.getRoot(), pattern)
                : Glob.matches(root, pattern);
        if (!matches.isEmpty()) {
          return matches;
        }
      }
    }
    String tried = candidates.stream().map(Path::toString).collect(Collectors.joining(" and "));
    throw error("there is no " + entry + " (looked for " + tried + ")");
  }

  private void addPictures(Path place, Set<Path> pictures) throws IOException {
    if (Files.isDirectory(place)) {
      addFolder(place, pictures);
    } else if (isPicture(place)) {
      pictures.add(place);
    } else {
      addList(place, pictures);
    }
  }

  private static void addFolder(Path folder, Set<Path> pictures) throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        boolean hidden = false;
        for (Path part : folder.relativize(file)) {
          hidden |= part.toString().startsWith(".");
        }
        if (!hidden && isPicture(file) && Files.isRegularFile(file)) {
          pictures.add(file);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void addList(Path list, Set<Path> pictures) throws IOException {
    String text;
    try {
      text = Files.readString(list);
    } catch (CharacterCodingException e) {
      throw error(
          list + " is neither a folder, nor a picture, nor a text file that lists pictures");
    }
    Path folder = list.toAbsolutePath().getParent();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty()) {
        continue;
      }
      Path picture = listed(line, folder);
      if (isPicture(picture)) {
        pictures.add(picture);
      }
    }
  }

  /** A line's path: "./" means the list's folder; else the first place where the file exists. */
  private Path listed(String line, Path folder) throws FormatException {
    if (line.startsWith("./")) {
      return folder.resolve(path(line.substring(2))).normalize();
    }
    Path relative = path(line);
    List<Path> bases = new ArrayList<>(List.of(Path.of("").toAbsolutePath(), folder));
    bases.addAll(roots);
    for (Path base : bases) {
      Path candidate = base.resolve(relative).normalize();
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return folder.resolve(relative).normalize();
  }

  private static boolean isPicture(Path file) {
    return Images.SUFFIXES.contains(Images.suffix(file));
  }

  private Path path(String text) throws FormatException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw error(text + " is no path: " + e.getReason());
    }
  }

  private FormatException error(String problem) {
    return new FormatException(yaml, -1, split + ": " + problem);
  }
}
