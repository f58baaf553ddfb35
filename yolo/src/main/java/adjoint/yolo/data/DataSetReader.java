package adjoint.yolo.data;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.YamlText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a {@code data.yaml} into a {@link DataSet} and checks its keys. */
final class DataSetReader {
  private static final int MOST_CLASSES = 1_000_000;

  private final Path file;
  private final Map<?, ?> keys;

  private DataSetReader(Path file, Map<?, ?> keys) {
    this.file = file;
    this.keys = keys;
  }

  static DataSet read(Path file) throws IOException {
    Object content;
    try {
      content = YamlText.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new FormatException(file, -1, "this is not text in UTF-8, so it is no YAML");
    } catch (YamlText.YamlException e) {
      throw new FormatException(file, -1, e.getMessage().replaceFirst("^(, |: )", ""));
    }
    if (!(content instanceof Map<?, ?> keys)) {
      throw new FormatException(
          file, -1, "a data set is described by a map with the keys train, val and names");
    }
    return new DataSetReader(file, keys).read();
  }

  private DataSet read() throws FormatException {
    Object root = keys.get("path");
    if (root != null && !(root instanceof String)) {
      throw error("path must be text, got " + root);
    }
    Map<String, List<String>> splits = new LinkedHashMap<>();
    for (String split : List.of("train", "val", "test")) {
      Object value = keys.get(split);
      if (value != null) {
        splits.put(split, entries(split, value));
      }
    }
    if (splits.isEmpty()) {
      throw error("none of the keys train, val and test is there; they name the pictures");
    }
    return new DataSet(file, root == null ? "" : (String) root, names(), splits);
  }

  private List<String> entries(String split, Object value) throws FormatException {
    List<String> entries = new ArrayList<>();
    for (Object entry : value instanceof List<?> list ? list : List.of(value)) {
      if (!(entry instanceof String text) || text.isBlank()) {
        throw error(
            split
                + " must name a folder, a list of pictures or a pattern, or several, got "
                + value);
      }
      entries.add(text);
    }
    if (entries.isEmpty()) {
      throw error(split + " is an empty list; it names the pictures to use");
    }
    return List.copyOf(entries);
  }

  private List<String> names() throws FormatException {
    Object count = keys.get("nc");
    if (count != null
        && !(count instanceof Integer classes && classes >= 1 && classes <= MOST_CLASSES)) {
      throw error("nc must be the number of classes, an integer of at least 1, got " + count);
    }
    Object value = keys.get("names");
    List<String> names = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object name : list) {
        names.add(name(name));
      }
    } else if (value instanceof Map<?, ?> map) {
      addMapped(map, names);
    } else if (value == null && count != null) {
      for (int i = 0; i < (Integer) count; i++) {
        names.add("class" + i);
      }
    } else if (value == null) {
      throw error("the key names is missing; it lists the names of the classes");
    } else {
      throw error("names must be a list, or a map from class numbers to names, got " + value);
    }
    if (names.isEmpty()) {
      throw error("names is empty; it lists the names of the classes");
    }
    if (count != null && (Integer) count != names.size()) {
      throw error("nc is " + count + ", but names has " + names.size() + " entries");
    }
    return List.copyOf(names);
  }

  private void addMapped(Map<?, ?> map, List<String> names) throws FormatException {
    Map<String, Object> byNumber = new LinkedHashMap<>();
    map.forEach((key, name) -> byNumber.put(String.valueOf(key), name));
    for (int i = 0; i < map.size(); i++) {
      String key = Integer.toString(i);
      if (!byNumber.containsKey(key)) {
        throw error(
            "names has "
                + map.size()
                + " entries, so its keys must be 0 to "
                + (map.size() - 1)
                + "; "
                + i
                + " is missing");
      }
      names.add(name(byNumber.get(key)));
    }
  }

  private String name(Object name) throws FormatException {
    if (name == null || name instanceof List<?> || name instanceof Map<?, ?>) {
      throw error("a class name must be text, got " + name);
    }
    return String.valueOf(name);
  }

  private FormatException error(String problem) {
    return new FormatException(file, -1, problem);
  }
}
