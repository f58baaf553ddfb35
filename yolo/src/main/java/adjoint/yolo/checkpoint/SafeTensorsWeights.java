package adjoint.yolo.checkpoint;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a safetensors file of detector weights. Its metadata may hold {@code model}, {@code names}
 * (a JSON list), {@code nc}, {@code stride} (numbers with commas between), {@code fused} and {@code
 * yaml}, the content of the model file. Tensors that only a training needs are left out.
 */
final class SafeTensorsWeights {
  private final Path file;
  private final Map<String, String> metadata;

  private SafeTensorsWeights(Path file, Map<String, String> metadata) {
    this.file = file;
    this.metadata = metadata;
  }

  static Weights read(Path file) throws IOException {
    SafeTensors tensors = SafeTensors.read(file);
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      if (!name.startsWith(Weights.TRAINING_PREFIX)) {
        state.put(name, tensors.tensor(name));
      }
    }
    return new SafeTensorsWeights(file, tensors.metadata()).read(state);
  }

  private Weights read(Map<String, Tensor> state) throws FormatException {
    Map<String, Object> info = new LinkedHashMap<>(metadata);
    info.keySet().removeAll(List.of("model", "names", "nc", "stride", "fused", "yaml"));
    String fused = metadata.get("fused");
    return new Weights(
        file,
        state,
        names(),
        classes(),
        metadata.get("model"),
        yaml(),
        strides(),
        Weights.findAnchors(state),
        fused == null ? Weights.isFused(state) : Boolean.parseBoolean(fused),
        info);
  }

  private List<String> names() throws FormatException {
    String text = metadata.get("names");
    if (text == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    if (parse(text) instanceof List<?> list) {
      for (Object item : list) {
        names.add(item instanceof String name ? name : null);
      }
      if (!names.contains(null)) {
        return names;
      }
    }
    throw error("names", text, "a JSON list of strings");
  }

  /** The model's description; YAML, of which JSON is a part. */
  private Map<String, Object> yaml() throws FormatException {
    String text = metadata.get("yaml");
    if (text == null) {
      return null;
    }
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map
          && map.keySet().stream().allMatch(String.class::isInstance)) {
        return Weights.strings(map);
      }
    } catch (YamlEngineException | StackOverflowError e) {
      // Refused below, like a text that is no map.
    }
    throw error("yaml", text, "a model's description, as in a model file");
  }

  private Object parse(String text) {
    try {
      return Json.parse(text);
    } catch (FormatException e) {
      return null;
    }
  }

  private Integer classes() throws FormatException {
    String text = metadata.get("nc");
    try {
      int count = text == null ? 1 : Integer.parseInt(text.strip());
      if (count > 0) {
        return text == null ? null : count;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw error("nc", text, "a whole number above 0");
  }

  private List<Double> strides() throws FormatException {
    String text = metadata.get("stride");
    if (text == null) {
      return null;
    }
    List<Double> strides = new ArrayList<>();
    try {
      for (String part : text.split(",", -1)) {
        strides.add(Double.parseDouble(part.strip()));
      }
      return strides;
    } catch (NumberFormatException e) {
      throw error("stride", text, "numbers with commas between");
    }
  }

  private FormatException error(String key, String text, String legal) {
    return new FormatException(
        file,
        -1,
        "metadata \"" + key + "\" is \"" + Weights.shorten(text) + "\"; it must be " + legal);
  }
}
