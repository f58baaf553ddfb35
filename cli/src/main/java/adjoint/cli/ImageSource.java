package adjoint.cli;

import adjoint.yolo.data.Glob;
import adjoint.yolo.image.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pictures that {@code --source} stands for: one file, the pictures in a folder, or those that
 * a pattern finds.
 *
 * @param files the pictures, in the order in which they are worked on
 * @param single whether one file was named, which must then be readable
 */
record ImageSource(List<Path> files, boolean single) {
  private static final Set<String> VIDEO_SUFFIXES =
      Set.of("asf", "avi", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ts", "webm", "wmv");

  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  /**
   * Finds the pictures.
   *
   * @throws UserException if there is nothing of that name, no picture in it, or a kind of source
   *     that is not read: a camera, a stream, an address, a video
   */
  static ImageSource of(String source) throws IOException {
    if (source.isBlank()) {
      throw new UserException("--source is empty; name a picture, a folder or a pattern");
    }
    if (URL.matcher(source).matches()) {
      throw new UserException(
          "--source " + source + ": addresses are not read; download the picture first");
    }
    Path path = path(source);
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    if (Files.exists(path)) {
      return file(path);
    }
    if (source.chars().allMatch(Character::isDigit)) {
      throw new UserException(
          "--source " + source + ": cameras are not read; name a picture, a folder or a pattern");
    }
    if (Glob.isPattern(source)) {
      return matching(source);
    }
    throw new UserException("--source " + source + ": no such file or folder");
  }

  private static Path path(String source) {
    try {
      return Path.of(source);
    } catch (InvalidPathException invalid) {
      throw new UserException("--source " + source + ": not a path: " + invalid.getReason());
    }
  }

  private static ImageSource file(Path path) {
    String suffix = Images.suffix(path);
    if (VIDEO_SUFFIXES.contains(suffix)) {
      throw new UserException("--source " + path + ": videos are not read, only pictures");
    }
    if (suffix.equals("txt")) {
      throw new UserException(
          "--source " + path + ": lists of streams are not read, only pictures");
    }
    return new ImageSource(List.of(path), true);
  }

  private static ImageSource inFolder(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      children.filter(ImageSource::isPicture).sorted().forEach(files::add);
    }
    if (files.isEmpty()) {
      throw new UserException(
          "--source " + folder + ": no picture in this folder (" + known() + ")");
    }
    return new ImageSource(List.copyOf(files), false);
  }

  private static ImageSource matching(String pattern) throws IOException {
    List<Path> files = Glob.files(pattern).stream().filter(ImageSource::isPicture).toList();
    if (files.isEmpty()) {
      throw new UserException("--source " + pattern + ": matches no picture (" + known() + ")");
    }
    return new ImageSource(files, false);
  }

  private static boolean isPicture(Path file) {
    return Images.SUFFIXES.contains(Images.suffix(file)) && Files.isRegularFile(file);
  }

  private static String known() {
    return "looked for ." + String.join(", .", new TreeSet<>(Images.SUFFIXES));
  }
}
