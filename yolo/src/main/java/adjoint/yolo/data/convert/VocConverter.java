package adjoint.yolo.data.convert;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.data.YoloFiles;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Converts a folder of Pascal VOC: {@code Annotations}, {@code JPEGImages} and, where it is there,
 * {@code ImageSets/Main}, whose lists {@code train.txt}, {@code val.txt} and {@code test.txt}
 * become the splits; without lists everything is for training. Classes are numbered in the order of
 * the alphabet.
 */
public final class VocConverter {
  private final Path source;
  private final boolean difficult;
  private final Map<String, VocAnnotation> annotations = new LinkedHashMap<>();
  private final Map<String, Path> pictures = new HashMap<>();

  private VocConverter(Path source, boolean difficult) throws IOException {
    this.source = source;
    this.difficult = difficult;
    for (Path file : children(source.resolve("Annotations"))) {
      if (Images.suffix(file).equals("xml")) {
        annotations.put(stem(file), VocAnnotation.read(file));
      }
    }
    if (annotations.isEmpty()) {
      throw new FormatException(
          source.resolve("Annotations"), -1, "the folder has no XML files of annotations");
    }
    for (Path picture : children(source.resolve("JPEGImages"))) {
      if (Images.SUFFIXES.contains(Images.suffix(picture))) {
        pictures.put(stem(picture), picture);
      }
    }
  }

  /**
   * Converts all splits.
   *
   * @param source folder with Annotations and JPEGImages
   * @param folder to write to
   * @param difficult whether objects that are marked as difficult count
   * @param link whether pictures are linked instead of copied
   * @param log takes a line for each picture that is missing
   * @throws FormatException if a file is malformed
   * @throws IOException if something cannot be read or written
   */
  public static Conversion convert(
      Path source, Path folder, boolean difficult, boolean link, Consumer<String> log)
      throws IOException {
    return new VocConverter(source, difficult).convert(folder, link, log);
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private Conversion convert(Path folder, boolean link, Consumer<String> log) throws IOException {
    List<String> names = List.copyOf(classNames());
    if (names.isEmpty()) {
      throw new FormatException(source, -1, "the annotations name no objects");
    }
    ConvertedFolder target = new ConvertedFolder(folder, names);
    Conversion total = new Conversion(0, 0, 0, 0);
    for (Map.Entry<String, List<String>> split : splits().entrySet()) {
      YoloFiles files = target.split(split.getKey());
      for (String stem : split.getValue()) {
        total = total.plus(convert(stem, names, files, link, log));
      }
    }
    target.writeDescription();
    return total;
  }

  private TreeSet<String> classNames() {
    TreeSet<String> names = new TreeSet<>();
    for (VocAnnotation annotation : annotations.values()) {
      annotation.objects().forEach(object -> names.add(object.name()));
    }
    return names;
  }

  private Map<String, List<String>> splits() throws IOException {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    for (String split : List.of("train", "val", "test")) {
      Path list = source.resolve("ImageSets/Main").resolve(split + ".txt");
      if (Files.isRegularFile(list)) {
        List<String> stems = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
          if (!line.isBlank()) {
            stems.add(line.strip().split("\\s+")[0]);
          }
        }
        splits.put(split, stems);
      }
    }
    return splits.isEmpty() ? Map.of("train", List.copyOf(annotations.keySet())) : splits;
  }

  private Conversion convert(
      String stem, List<String> names, YoloFiles files, boolean link, Consumer<String> log)
      throws IOException {
    Path picture = pictures.get(stem);
    VocAnnotation annotation = annotations.get(stem);
    if (picture == null || annotation == null) {
      String missing = picture == null ? "picture" : "annotation file";
      log.accept("WARNING: the " + missing + " of " + stem + " is missing; it is left out");
      return new Conversion(0, 0, 1, 0);
    }
    int width = annotation.width();
    int height = annotation.height();
    if (width < 1 || height < 1) {
      RgbImage image = Images.read(picture);
      width = image.width();
      height = image.height();
    }
    List<float[]> rows = new ArrayList<>();
    int skipped = 0;
    for (VocAnnotation.Labelled object : annotation.objects()) {
      // The first pixel has the number 1, and the last one belongs to the object.
      float[] row =
          ConvertedFolder.row(
              names.indexOf(object.name()),
              object.left() - 1,
              object.top() - 1,
              object.right(),
              object.bottom(),
              width,
              height);
      if (row == null || object.difficult() && !difficult) {
        skipped++;
      } else {
        rows.add(row);
      }
    }
    String name = picture.getFileName().toString();
    files.add(name, picture, link);
    files.writeLabels(name, rows.toArray(float[][]::new));
    return new Conversion(1, rows.size(), 0, skipped);
  }
}
