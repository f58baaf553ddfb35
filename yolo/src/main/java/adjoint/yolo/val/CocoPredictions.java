package adjoint.yolo.val;

import adjoint.tensor.io.Json;
import adjoint.yolo.data.Batch;
import adjoint.yolo.data.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects boxes in the format in which COCO takes results: {@code image_id}, {@code category_id},
 * {@code bbox} (left, top, width, height in pixels) and {@code score}.
 */
public final class CocoPredictions implements ValidationListener {
  private static final int CLASSES = 80;
  private static final int CATEGORIES = 90;

  /** The category numbers that COCO gave up. */
  private static final Set<Integer> UNUSED = Set.of(12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

  private final int[] categories;
  private final List<Object> entries = new ArrayList<>();

  /**
   * An empty list.
   *
   * @param cocoCategories whether classes are written as COCO's category numbers, from 1 to 90 with
   *     gaps; else as they are, from 0 on
   */
  public CocoPredictions(boolean cocoCategories) {
    categories = cocoCategories ? cocoCategories() : null;
  }

  /** Whether a data set is COCO's own: 80 classes, described by a file called coco.yaml. */
  public static boolean isCoco(DataSet data) {
    return data.names().size() == CLASSES && data.file().endsWith("coco.yaml");
  }

  private static int[] cocoCategories() {
    int[] categories = new int[CLASSES];
    int next = 0;
    for (int category = 1; category <= CATEGORIES; category++) {
      if (!UNUSED.contains(category)) {
        categories[next++] = category;
      }
    }
    return categories;
  }

  @Override
  public void onPicture(Batch.Picture picture, float[][] found) {
    Object image = imageId(picture.file());
    for (float[] box : found) {
      int label = (int) box[5];
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("image_id", image);
      entry.put("category_id", categories == null ? label : categories[label]);
      entry.put(
          "bbox",
          List.of(
              rounded(box[0], 3),
              rounded(box[1], 3),
              rounded((double) box[2] - box[0], 3),
              rounded((double) box[3] - box[1], 3)));
      entry.put("score", rounded(box[4], 5));
      entries.add(entry);
    }
  }

  /** The file's name without its ending; as a number where it is one. */
  private static Object imageId(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 1 ? name : name.substring(0, dot);
    return stem.matches("\\d{1,18}") ? (Object) Long.valueOf(stem) : stem;
  }

  private static double rounded(double value, int decimals) {
    double factor = Math.pow(10, decimals);
    return Math.rint(value * factor) / factor;
  }

  /** The entries, a map each. */
  public List<Object> entries() {
    return List.copyOf(entries);
  }

  /** Writes the list as JSON. */
  public void write(Path file) throws IOException {
    Files.writeString(file, Json.write(entries));
  }
}
