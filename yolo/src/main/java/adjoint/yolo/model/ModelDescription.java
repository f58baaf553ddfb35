package adjoint.yolo.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a model file, checked for form; see {@link ModelFiles} for reading one.
 *
 * @param name the file's name without folder and ending, such as {@code yolov5n}
 * @param source what messages call the file
 * @param classes number of classes, {@code nc}
 * @param channels channels of the image, {@code ch}
 * @param depthMultiple factor on the repeat counts
 * @param widthMultiple factor on the channel counts
 * @param anchors per detection level {@code width, height, width, height, ...} in pixels
 * @param anchorsPerLevel number of anchors of each level
 * @param activation the default activation of {@code Conv}, as in {@code nn.LeakyReLU(0.1)}, or
 *     null for SiLU
 * @param rows backbone and head
 */
public record ModelDescription(
    String name,
    String source,
    int classes,
    int channels,
    double depthMultiple,
    double widthMultiple,
    List<List<Double>> anchors,
    int anchorsPerLevel,
    String activation,
    List<ModelRow> rows) {

  /** Whether the file leaves the anchors' sizes open; then {@link #anchors} is empty. */
  public boolean anchorsAreOpen() {
    return anchors.isEmpty();
  }

  /** Outputs of the detector per cell: anchors per level times (5 + classes). */
  public int detectorOutputs() {
    return anchorsPerLevel * (classes + 5);
  }

  /**
   * The same model for another number of classes.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public ModelDescription withClasses(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a model needs at least 1 class, got " + count);
    }
    return new ModelDescription(
        name,
        source,
        count,
        channels,
        depthMultiple,
        widthMultiple,
        anchors,
        anchorsPerLevel,
        activation,
        rows);
  }

  /** The same rows at another scale, under another name. */
  ModelDescription scaled(String newName, double depth, double width) {
    return new ModelDescription(
        newName,
        newName,
        classes,
        channels,
        depth,
        width,
        anchors,
        anchorsPerLevel,
        activation,
        rows);
  }

  /**
   * The description as a model file's content: maps, lists, text and numbers. Read again, it gives
   * the same model.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nc", classes);
    map.put("ch", channels);
    map.put("depth_multiple", depthMultiple);
    map.put("width_multiple", widthMultiple);
    map.put("anchors", anchorsAreOpen() ? anchorsPerLevel : anchors);
    if (activation != null) {
      map.put("activation", activation);
    }
    List<Object> all = rows.stream().<Object>map(ModelDescription::written).toList();
    map.put("backbone", all.subList(0, all.size() - 1));
    map.put("head", all.subList(all.size() - 1, all.size()));
    return map;
  }

  private static List<Object> written(ModelRow row) {
    Object from = row.fromList() ? row.from() : row.from().get(0);
    return List.of(from, row.repeats(), row.module(), row.arguments());
  }

  /** The same model under another name. */
  public ModelDescription withName(String newName) {
    return new ModelDescription(
        newName,
        source,
        classes,
        channels,
        depthMultiple,
        widthMultiple,
        anchors,
        anchorsPerLevel,
        activation,
        rows);
  }

  /**
   * The same model with the number of anchors per level given, and their sizes left open.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public ModelDescription withOpenAnchors(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a level needs at least 1 anchor, got " + count);
    }
    return new ModelDescription(
        name,
        source,
        classes,
        channels,
        depthMultiple,
        widthMultiple,
        List.of(),
        count,
        activation,
        rows);
  }
}
