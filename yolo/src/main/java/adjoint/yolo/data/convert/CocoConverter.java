package adjoint.yolo.data.convert;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.data.YoloFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Converts a COCO file of instances. Classes are numbered in the order of the categories' numbers;
 * crowds are left out.
 */
public final class CocoConverter {
  private final CocoAnnotations annotations;
  private final Path file;
  private final Map<Long, Integer> classes = new HashMap<>();

  private CocoConverter(Path file, boolean outlines) throws IOException {
    this.file = file;
    annotations = CocoAnnotations.read(file, outlines);
    for (long category : annotations.categories().keySet()) {
      classes.put(category, classes.size());
    }
  }

  /**
   * Converts one split.
   *
   * @param file of instances
   * @param pictures the folder of the pictures
   * @param split "train", "val" or "test"
   * @param folder to write to; other splits in it stay
   * @param outlines whether outlines are written instead of boxes, where there are any
   * @param link whether pictures are linked instead of copied
   * @param log takes a line for each picture that is missing
   * @throws FormatException if the file is malformed, or an annotation names a picture or category
   *     that it lacks
   * @throws IOException if something cannot be read or written
   */
  public static Conversion convert(
      Path file,
      Path pictures,
      String split,
      Path folder,
      boolean outlines,
      boolean link,
      Consumer<String> log)
      throws IOException {
    if (!Files.isDirectory(pictures)) {
      throw new NoSuchFileException(pictures.toString());
    }
    return new CocoConverter(file, outlines).convert(pictures, split, folder, link, log);
  }

  private Conversion convert(
      Path pictures, String split, Path folder, boolean link, Consumer<String> log)
      throws IOException {
    List<String> names = List.copyOf(annotations.categories().values());
    Map<Long, List<float[]>> rows = new HashMap<>();
    int skipped = collectRows(rows);
    ConvertedFolder target = new ConvertedFolder(folder, names);
    YoloFiles files = target.split(split);
    Conversion total = new Conversion(0, 0, 0, skipped);
    for (Map.Entry<Long, CocoAnnotations.Picture> entry : annotations.pictures().entrySet()) {
      String name = ConvertedFolder.safeName(file, entry.getValue().name()).toString();
      Path picture = pictures.resolve(name);
      if (!Files.isRegularFile(picture)) {
        log.accept("WARNING: " + picture + " is missing and left out");
        total = total.plus(new Conversion(0, 0, 1, 0));
        continue;
      }
      files.add(name, picture, link);
      List<float[]> labels = rows.getOrDefault(entry.getKey(), List.of());
      files.writeLabels(name, labels.toArray(float[][]::new));
      total = total.plus(new Conversion(1, labels.size(), 0, 0));
    }
    target.writeDescription();
    return total;
  }

  /** Sorts the objects by picture; counts those left out. */
  private int collectRows(Map<Long, List<float[]>> rows) throws FormatException {
    int skipped = 0;
    for (CocoAnnotations.Annotation annotation : annotations.annotations()) {
      CocoAnnotations.Picture picture = annotations.pictures().get(annotation.picture());
      Integer label = classes.get(annotation.category());
      if (picture == null || label == null) {
        throw new FormatException(
            file,
            -1,
            picture == null
                ? "an annotation belongs to image " + annotation.picture() + ", which is not listed"
                : "an annotation has category " + annotation.category() + ", which is not listed");
      }
      double[] box = annotation.box();
      float[] row =
          ConvertedFolder.row(
              label,
              box[0],
              box[1],
              box[0] + box[2],
              box[1] + box[3],
              picture.width(),
              picture.height());
      if (annotation.crowd() || row == null) {
        skipped++;
        continue;
      }
      if (annotation.outline() != null) {
        row = outlineRow(label, annotation.outline(), picture);
      }
      rows.computeIfAbsent(annotation.picture(), key -> new ArrayList<>()).add(row);
    }
    rows.values().forEach(CocoConverter::alike);
    return skipped;
  }

  private static float[] outlineRow(int label, double[] outline, CocoAnnotations.Picture picture) {
    float[] row = new float[outline.length + 1];
    row[0] = label;
    for (int i = 0; i < outline.length; i += 2) {
      row[i + 1] = (float) ConvertedFolder.clip(outline[i] / picture.width());
      row[i + 2] = (float) ConvertedFolder.clip(outline[i + 1] / picture.height());
    }
    return row;
  }

  /**
   * A label file holds either boxes or outlines: beside outlines, a box becomes one, and a triangle
   * gets its first corner twice, since an outline is recognised by more than eight numbers.
   */
  private static void alike(List<float[]> rows) {
    if (rows.stream().allMatch(row -> row.length == 5)) {
      return;
    }
    rows.replaceAll(
        row -> {
          if (row.length == 5) {
            float left = row[1] - row[3] / 2;
            float right = row[1] + row[3] / 2;
            float top = row[2] - row[4] / 2;
            float bottom = row[2] + row[4] / 2;
            return new float[] {row[0], left, top, right, top, right, bottom, left, bottom};
          }
          if (row.length == 7) {
            return new float[] {
              row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[1], row[2]
            };
          }
          return row;
        });
  }
}
