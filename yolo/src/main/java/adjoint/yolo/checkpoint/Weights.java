package adjoint.yolo.checkpoint;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a weight file says about a detector, whatever its format.
 *
 * @param file the file
 * @param state the tensors by state-dict name, in the file's order; half precision is widened to
 *     F32, and a tensor may be a view of any layout
 * @param names the class names in order of class number, or null where the file has none
 * @param classes the number of classes, or null where the file does not say
 * @param modelName the model's name, such as {@code yolov5n}, or null
 * @param modelYaml the model's own description (keys such as {@code nc}, {@code depth_multiple},
 *     {@code backbone}, {@code head}), or null; made of {@code Map<String, Object>}, {@code List},
 *     {@code String}, {@code Integer} (or {@code Long} where it does not fit), {@code Double},
 *     {@code Boolean} and null, as a YAML reader would give it
 * @param strides pixels per grid cell of each detection level, or null
 * @param anchors the anchors in grid cells, levels x anchors x 2 (width, height), or null; times
 *     the level's stride they are pixels
 * @param fused whether batch normalisation is folded into the convolutions already
 * @param info other facts by name, such as {@code epoch} and {@code date}; plain values as in
 *     {@code modelYaml}
 */
public record Weights(
    Path file,
    Map<String, Tensor> state,
    List<String> names,
    Integer classes,
    String modelName,
    Map<String, Object> modelYaml,
    List<Double> strides,
    Tensor anchors,
    boolean fused,
    Map<String, Object> info) {

  /** In a safetensors file, what tensors that only a training needs are called before the rest. */
  public static final String TRAINING_PREFIX = "training.";

  /**
   * The entry of {@link #info} that says how many ends of epochs a model has been told of, see
   * {@link adjoint.nn.Module#endEpoch}.
   */
  public static final String EPOCH_ENDS = "epoch_ends";

  /** Makes the maps and lists unmodifiable. */
  public Weights {
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    names = names == null ? null : List.copyOf(names);
    modelYaml = modelYaml == null ? null : Collections.unmodifiableMap(modelYaml);
    strides = strides == null ? null : List.copyOf(strides);
    info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
  }

  /**
   * Reads a weight file; safetensors and PyTorch checkpoints are recognised by content.
   *
   * @throws FormatException if the file is neither, is damaged, or holds another kind of model
   * @throws IOException if it does not exist or cannot be read
   */
  public static Weights read(Path file) throws IOException {
    return read(file, Set.of());
  }

  /**
   * Reads a weight file, with further classes allowed in a PyTorch checkpoint. They are read as
   * plain data like all others: their tensors appear in the state under their names.
   *
   * @param file the file
   * @param allowed classes, each as {@code "module name"}, for example {@code "models.common
   *     MyAttention"}
   * @throws FormatException if the file is neither, is damaged, or holds another kind of model
   * @throws IOException if it does not exist or cannot be read
   */
  public static Weights read(Path file, Set<String> allowed) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FormatException(file, -1, "is a folder; a weight file is needed");
    }
    byte[] head;
    try (InputStream input = Files.newInputStream(file)) {
      head = input.readNBytes(FileKind.HEAD);
    }
    if (FileKind.isZip(head)) {
      return Checkpoint.read(file, allowed);
    }
    if (FileKind.isSafeTensors(head)) {
      return SafeTensorsWeights.read(file);
    }
    throw new FormatException(
        file,
        0,
        "the file "
            + FileKind.describe(head)
            + " (weights are read from safetensors files and PyTorch checkpoints)");
  }

  /** The tensor that a Detect module keeps its anchors in, or null. */
  static Tensor findAnchors(Map<String, Tensor> state) {
    Tensor anchors = null;
    for (Map.Entry<String, Tensor> entry : state.entrySet()) {
      if (entry.getKey().endsWith(".anchors") && entry.getValue().rank() == 3) {
        anchors = entry.getValue();
      }
    }
    return anchors;
  }

  /**
   * Whether no convolution has its batch normalisation beside it, and some have the bias that
   * folding gives them.
   */
  static boolean isFused(Map<String, Tensor> state) {
    boolean biased = false;
    for (String name : state.keySet()) {
      if (name.endsWith(".conv.weight")) {
        String block = name.substring(0, name.length() - "conv.weight".length());
        if (state.containsKey(block + "bn.running_mean")) {
          return false;
        }
        biased |= state.containsKey(block + "conv.bias");
      }
    }
    return biased;
  }

  /** A map that has strings as keys already. */
  static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> strings = new LinkedHashMap<>();
    map.forEach((key, value) -> strings.put((String) key, value));
    return strings;
  }

  /** A text of the file's own, short enough for a message. */
  static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
