package adjoint.yolo.model;

import adjoint.yolo.ModelFileException;
import adjoint.yolo.YamlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Turns YAML into a {@link ModelDescription} and checks its form: the keys, their types, and each
 * row's shape and references. Whether a row's arguments suit its module shows when it is built.
 */
final class ModelFileReader {
  private static final String ROW_FORM = "a row is [from, repeats, module, arguments]";

  private static final int MOST_REPEATS = 1000;

  private final String name;
  private final String source;
  private final Map<?, ?> keys;

  private ModelFileReader(String name, String source, Map<?, ?> keys) {
    this.name = name;
    this.source = source;
    this.keys = keys;
  }

  /** Reads the text of a model file. */
  static ModelDescription parse(String name, String source, String text) {
    Object content;
    try {
      content = YamlText.parse(text);
    } catch (YamlText.YamlException e) {
      throw new ModelFileException(source + e.getMessage());
    }
    if (!(content instanceof Map<?, ?> map)) {
      throw new ModelFileException(
          source + ": a model file is a map with the keys nc, anchors, backbone, head and so on");
    }
    return read(name, source, map);
  }

  /** Reads a description that is already a map, such as the one inside a checkpoint. */
  static ModelDescription read(String name, String source, Map<?, ?> keys) {
    return new ModelFileReader(name, source, keys).read();
  }

  private ModelDescription read() {
    for (String key :
        List.of("nc", "depth_multiple", "width_multiple", "anchors", "backbone", "head")) {
      if (keys.get(key) == null) {
        throw error("the key " + key + " is missing");
      }
    }
    int classes = positiveInteger("nc", 0);
    int channels = positiveInteger("ch", 3);
    double depth = positiveNumber("depth_multiple");
    double width = positiveNumber("width_multiple");
    List<List<Double>> anchors = new ArrayList<>();
    int anchorsPerLevel = readAnchors(anchors);
    List<ModelRow> rows = new ArrayList<>();
    readRows("backbone", rows);
    readRows("head", rows);
    Object activation = keys.get("activation");
    if (activation != null && !(activation instanceof String)) {
      throw error("activation must be text such as nn.LeakyReLU(0.1), got " + show(activation));
    }
    return new ModelDescription(
        name,
        source,
        classes,
        channels,
        depth,
        width,
        List.copyOf(anchors),
        anchorsPerLevel,
        (String) activation,
        List.copyOf(rows));
  }

  private int positiveInteger(String key, int missing) {
    Object value = keys.get(key);
    if (value == null && missing > 0) {
      return missing;
    }
    if (value instanceof Integer number && number >= 1) {
      return number;
    }
    throw error(key + " must be an integer of at least 1, got " + show(value));
  }

  private double positiveNumber(String key) {
    Object value = keys.get(key);
    if (value instanceof Number number
        && number.doubleValue() > 0
        && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw error(key + " must be a number above 0, got " + show(value));
  }

  private int readAnchors(List<List<Double>> anchors) {
    Object value = keys.get("anchors");
    if (value instanceof Integer count && count >= 1) {
      return count;
    }
    if (!(value instanceof List<?> levels) || levels.isEmpty()) {
      throw error(
          "anchors must be a list with one row of widths and heights per level, or the number of"
              + " anchors per level, got "
              + show(value));
    }
    for (Object level : levels) {
      List<Double> numbers = new ArrayList<>();
      if (level instanceof List<?> list) {
        for (Object number : list) {
          numbers.add(number instanceof Number n ? n.doubleValue() : Double.NaN);
        }
      }
      if (numbers.isEmpty()
          || numbers.size() % 2 != 0
          || !numbers.stream().allMatch(n -> n > 0 && Double.isFinite(n))) {
        throw error(
            "anchors of level "
                + anchors.size()
                + " must be pairs of width and height above 0, got "
                + show(level));
      }
      if (!anchors.isEmpty() && anchors.get(0).size() != numbers.size()) {
        throw error(
            "all levels must have equally many anchors; level 0 has "
                + anchors.get(0).size() / 2
                + ", level "
                + anchors.size()
                + " has "
                + numbers.size() / 2);
      }
      anchors.add(List.copyOf(numbers));
    }
    return anchors.get(0).size() / 2;
  }

  private void readRows(String key, List<ModelRow> rows) {
    Object value = keys.get(key);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw error(key + " must be a list of rows; " + ROW_FORM + "; got " + show(value));
    }
    for (Object row : list) {
      rows.add(readRow(rows.size(), row));
    }
  }

  private ModelRow readRow(int index, Object value) {
    if (!(value instanceof List<?> row) || row.size() != 4) {
      throw error(index, ROW_FORM + ", got " + show(value));
    }
    boolean fromList = row.get(0) instanceof List<?>;
    List<?> written = fromList ? (List<?>) row.get(0) : Collections.singletonList(row.get(0));
    if (written.isEmpty()) {
      throw error(index, "the list of inputs is empty; name at least one row, or -1");
    }
    List<Integer> from = new ArrayList<>();
    for (Object entry : written) {
      from.add(reference(index, entry));
    }
    if (!(row.get(1) instanceof Integer repeats) || repeats < 1 || repeats > MOST_REPEATS) {
      throw error(
          index,
          "repeats must be an integer from 1 to " + MOST_REPEATS + ", got " + show(row.get(1)));
    }
    if (!(row.get(2) instanceof String module)) {
      throw error(index, "the module must be a name such as Conv, got " + show(row.get(2)));
    }
    if (!(row.get(3) instanceof List<?> arguments)) {
      throw error(index, "the arguments must be a list, got " + show(row.get(3)));
    }
    return new ModelRow(
        index,
        List.copyOf(from),
        fromList,
        repeats,
        module,
        Collections.unmodifiableList(new ArrayList<>(arguments)));
  }

  private int reference(int index, Object entry) {
    if (!(entry instanceof Integer from)) {
      throw error(index, "an input must be the number of a row, or -1, got " + show(entry));
    }
    boolean reachable = from < 0 ? index + from >= 0 : from < index;
    if (reachable || index == 0 && from == -1) {
      return from;
    }
    String legal =
        index == 0
            ? "the first row can take only the image, written -1"
            : "it may be 0 to " + (index - 1) + ", or -1 for the row before";
    throw error(
        index,
        from >= index
            ? "takes its input from row " + from + ", which does not come before it; " + legal
            : "takes its input from " + from + ", before the first row; " + legal);
  }

  private ModelFileException error(String problem) {
    return new ModelFileException(source + ": " + problem);
  }

  private ModelFileException error(int row, String problem) {
    return new ModelFileException(source + ", row " + row + ": " + problem);
  }

  private static String show(Object value) {
    String text = PythonText.of(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
