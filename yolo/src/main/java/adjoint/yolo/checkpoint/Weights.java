package adjoint.yolo.checkpoint;

import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
 *     {@code String}, {@code Integer} (or {@code Long} where it does not fit), {@code Double}, {@code
 *     Boolean} and null, as a YAML reader would give it
 * @param strides pixels per grid cell of each detection level, or null
 * @param anchors the anchors in grid cells, levels x anchors x 2 (width, height), or null
 * @param fused whether batch normalisation is folded into the convolutions already
 * @param info other facts by name, such as {@code epoch} and {@code date}; plain values as in {@code
 *     modelYaml}
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

  /**
   * Reads a weight file; safetensors and PyTorch checkpoints are recognised by content.
   *
   * @throws adjoint.tensor.io.FormatException if the file is neither, is damaged, or holds another
   *     kind of model
   * @throws IOException if it cannot be read
   */
  public static Weights read(Path file) throws IOException {
    throw new UnsupportedOperationException("not built yet");
  }
}
