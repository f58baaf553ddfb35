package adjoint.yolo.checkpoint;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a pickled YOLOv5 model says about itself in its attributes. */
final class ModelFacts {
  private static final int MAX_NAMES = 100_000;

  private final Pickled.Instance model;
  private final TensorLoader loader;
  private final Path file;

  ModelFacts(Pickled.Instance model, TensorLoader loader, Path file) {
    this.model = model;
    this.loader = loader;
    this.file = file;
  }

  /** The class names, which version 6 keeps as a list and version 7 as a dictionary; or null. */
  List<String> names() throws FormatException {
    Object names = model.get("names");
    if (names instanceof List<?> list) {
      return texts(list);
    }
    if (names instanceof Object[] tuple) {
      return texts(Arrays.asList(tuple));
    }
    if (names instanceof Map<?, ?> map) {
      TreeMap<Long, Object> byNumber = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() instanceof Long number) {
          byNumber.put(number, entry.getValue());
        }
      }
      int count = map.size();
      if (count > 0 && (byNumber.size() != count || byNumber.lastKey() != count - 1)) {
        throw error("the class names are not numbered from 0 to " + (count - 1));
      }
      return texts(new ArrayList<>(byNumber.values()));
    }
    return null;
  }

  /** The number of classes, or null. */
  Integer classes() throws FormatException {
    Object count = model.get("nc");
    if (count == null && model.get("yaml") instanceof Map<?, ?> yaml) {
      count = yaml.get("nc");
    }
    if (count == null) {
      return null;
    }
    if (!(count instanceof Long number) || number < 1 || number > MAX_NAMES) {
      throw error("the number of classes is not a whole number from 1 to " + MAX_NAMES);
    }
    return number.intValue();
  }

  /** The model file's name without its ending, or null. */
  String modelName() {
    if (!(model.get("yaml_file") instanceof String name)) {
      return null;
    }
    String stem = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = stem.lastIndexOf('.');
    return dot > 0 ? stem.substring(0, dot) : stem;
  }

  /** The model's own description, or null. */
  Map<String, Object> yaml() throws FormatException {
    Object yaml = model.get("yaml");
    if (yaml == null) {
      return null;
    }
    if (yaml instanceof Map<?, ?> && PlainValues.of(yaml).orElse(null) instanceof Map<?, ?> plain) {
      return Weights.strings(plain);
    }
    throw error("the model's description (yaml) is not made of plain values");
  }

  /** Pixels per grid cell of each detection level, or null. */
  List<Double> strides() throws FormatException {
    if (!(model.get("stride") instanceof Pickled.TensorRef reference)) {
      return null;
    }
    Tensor strides = loader.load("stride", reference);
    if (strides.rank() != 1 || strides.elementCount() > 16) {
      throw error("the strides are no short list of numbers");
    }
    List<Double> list = new ArrayList<>();
    for (int level = 0; level < strides.elementCount(); level++) {
      list.add(strides.get(level));
    }
    return list;
  }

  private List<String> texts(List<?> items) throws FormatException {
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      // A data set may call its classes 0, 1, 2; YAML makes numbers of such names.
      if (item instanceof String || item instanceof Long || item instanceof Double) {
        texts.add(item.toString());
      } else {
        throw error("class name " + texts.size() + " is no text");
      }
    }
    return texts;
  }

  private FormatException error(String reason) {
    return new FormatException(file, -1, "checkpoint: " + reason);
  }
}
