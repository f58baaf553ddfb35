package adjoint.yolo.train;

import adjoint.yolo.TrainingException;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.loss.LossOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The numbers that steer a training, under the names of the reference's files. Immutable. */
public final class Hyperparameters {
  /** The built-in sets. */
  public static final List<String> NAMES =
      List.of(
          "hyp.scratch-low", "hyp.scratch-med", "hyp.scratch-high", "hyp.VOC", "hyp.Objects365");

  /** The key for the number of anchors per level, which a set may leave out. */
  public static final String ANCHORS = "anchors";

  /** What the reference's saved sets hold besides; it comes from the command line. */
  private static final String LABEL_SMOOTHING = "label_smoothing";

  private static final Hyperparameters LOW = builtIn("hyp.scratch-low");

  private final Map<String, Double> values;

  private Hyperparameters(Map<String, Double> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** The set for training small models from scratch. */
  public static Hyperparameters low() {
    return LOW;
  }

  /**
   * Reads a set.
   *
   * @param nameOrFile a built-in name, such as {@code hyp.scratch-low}, {@code
   *     hyp.scratch-low.yaml}, or for these {@code low}, {@code med} and {@code high}; or the path
   *     of a YAML file; a file that exists wins. Keys that a file leaves out have the values of
   *     {@code low}.
   * @throws TrainingException if there is no such set, or it holds what is no hyper-parameter
   */
  public static Hyperparameters read(String nameOrFile) {
    Path path = Path.of(nameOrFile);
    if (Files.isRegularFile(path)) {
      try {
        return parse(nameOrFile, Files.readString(path));
      } catch (IOException e) {
        throw new TrainingException(nameOrFile + ": cannot be read as text: " + e.getMessage(), e);
      }
    }
    String name = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    for (String known : NAMES) {
      if (known.equals(name)
          || known.equals("hyp.scratch-" + name)
          || known.equals("hyp." + name)) {
        return builtIn(known);
      }
    }
    throw new TrainingException(
        nameOrFile
            + ": there is no such file and no such set of hyper-parameters; built in are "
            + String.join(", ", NAMES));
  }

  private static Hyperparameters builtIn(String name) {
    String resource = "/adjoint/yolo/hyps/" + name + ".yaml";
    try (InputStream in = Hyperparameters.class.getResourceAsStream(resource)) {
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the text of a YAML file; {@code source} names it in messages. */
  static Hyperparameters parse(String source, String text) {
    Object content;
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(source).setSchema(new CoreSchema()).build();
      content = new Load(settings).loadFromString(text);
    } catch (YamlEngineException | StackOverflowError e) {
      throw new TrainingException(source + ": this is not YAML", e);
    }
    if (!(content instanceof Map<?, ?> map)) {
      throw new TrainingException(source + ": hyper-parameters are a map of names and numbers");
    }
    return of(source, map);
  }

  /** Takes a map of names and numbers. */
  static Hyperparameters of(String source, Map<?, ?> map) {
    Map<String, Double> values = new LinkedHashMap<>(LOW == null ? Map.of() : LOW.values);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (!(entry.getValue() instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw new TrainingException(
            source + ": " + key + " must be a number, got " + entry.getValue());
      }
      if (LOW != null && !LOW.values.containsKey(key) && !key.equals(ANCHORS)) {
        if (key.equals(LABEL_SMOOTHING)) {
          continue;
        }
        throw new TrainingException(
            source
                + ": "
                + key
                + " is no hyper-parameter; there are "
                + String.join(", ", LOW.values.keySet()));
      }
      values.put(key, number.doubleValue());
    }
    return new Hyperparameters(values);
  }

  /** The numbers by name. */
  public Map<String, Double> values() {
    return values;
  }

  /**
   * A number by name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no hyper-parameter " + name);
    }
    return value;
  }

  /** The same set with one number changed or, for {@link #ANCHORS}, added. */
  public Hyperparameters with(String name, double value) {
    if (!name.equals(ANCHORS)) {
      get(name);
    }
    Map<String, Double> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Hyperparameters(changed);
  }

  /** Anchors per level, or 0 where those of the model are kept. */
  public int anchorsPerLevel() {
    return (int) Math.rint(values.getOrDefault(ANCHORS, 0.0));
  }

  /**
   * The loss with gains as they stand here, unscaled.
   *
   * @throws TrainingException if a number is out of range
   */
  public LossOptions loss() {
    try {
      return new LossOptions(
          get("box"),
          get("obj"),
          get("cls"),
          get("obj_pw"),
          get("cls_pw"),
          get("anchor_t"),
          get("fl_gamma"),
          0,
          false);
    } catch (IllegalArgumentException e) {
      throw new TrainingException("hyper-parameters: " + e.getMessage(), e);
    }
  }

  /**
   * The augmentation.
   *
   * @throws TrainingException if a number is out of range
   */
  public Augmentation augmentation() {
    try {
      return new Augmentation(
          get("hsv_h"),
          get("hsv_s"),
          get("hsv_v"),
          get("degrees"),
          get("translate"),
          get("scale"),
          get("shear"),
          get("perspective"),
          get("flipud"),
          get("fliplr"),
          get("mosaic"),
          get("mixup"),
          get("copy_paste"));
    } catch (IllegalArgumentException e) {
      throw new TrainingException("hyper-parameters: " + e.getMessage(), e);
    }
  }

  /** The set as the text of a YAML file. */
  public String toYaml() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hyperparameters set && values.equals(set.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
