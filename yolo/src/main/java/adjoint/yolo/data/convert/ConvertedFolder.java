package adjoint.yolo.data.convert;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.YoloFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The folder that a conversion writes to; it may hold other splits already. */
final class ConvertedFolder {
  private static final List<String> SPLITS = List.of("train", "val", "test");

  private final Path folder;
  private final List<String> names;

  /**
   * Checks that splits which are there already have the same classes.
   *
   * @throws FormatException if they have others
   */
  ConvertedFolder(Path folder, List<String> names) throws IOException {
    this.folder = folder;
    this.names = names;
    Path description = folder.resolve("data.yaml");
    if (Files.exists(description) && !DataSet.read(description).names().equals(names)) {
      throw new FormatException(
          description, -1, "the data set there has other classes; choose another folder");
    }
  }

  YoloFiles split(String split) throws IOException {
    return new YoloFiles(folder, split);
  }

  void writeDescription() throws IOException {
    List<String> present =
        SPLITS.stream()
            .filter(split -> Files.isDirectory(folder.resolve("images").resolve(split)))
            .toList();
    YoloFiles.writeDescription(folder, present, names);
  }

  /** A picture's name as a path that stays below the folder it is resolved against. */
  static Path safeName(Path source, String name) throws FormatException {
    try {
      Path path = Path.of(name).normalize();
      if (!path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Falls through to the same message.
    }
    throw new FormatException(
        source, -1, "the picture name " + name + " is no path inside the folder of pictures");
  }

  /** A row of class, centre and size, normalised and cut off at the edges; null without an area. */
  static float[] row(int label, double x1, double y1, double x2, double y2, int width, int height) {
    double left = clip(x1 / width);
    double right = clip(x2 / width);
    double top = clip(y1 / height);
    double bottom = clip(y2 / height);
    if (!(right > left && bottom > top)) {
      return null;
    }
    return new float[] {
      label,
      (float) ((left + right) / 2),
      (float) ((top + bottom) / 2),
      (float) (right - left),
      (float) (bottom - top)
    };
  }

  static double clip(double value) {
    return Math.max(0, Math.min(value, 1));
  }
}
