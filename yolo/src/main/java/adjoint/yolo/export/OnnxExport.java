package adjoint.yolo.export;

import adjoint.tensor.io.AtomicFile;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes a detector as an ONNX file: pictures in (N x 3 x H x W, 0 to 1, called {@code images}),
 * decoded boxes out (N x boxes x (5 + classes), called {@code output0}), as {@link
 * DetectionModel#predict} takes and gives them. Suppression is left to the program that runs it.
 */
public final class OnnxExport {
  private static final String INPUT = "images";
  private static final String OUTPUT = "output0";

  private final DetectionModel model;
  private final OnnxOptions options;
  private final OnnxRegistry registry;

  /** An export of a model made of this project's modules. */
  public OnnxExport(DetectionModel model, OnnxOptions options) {
    this(model, options, OnnxRegistry.standard());
  }

  /**
   * An export.
   *
   * @param model a model in evaluation mode; it is fused by this
   * @param registry the modules that the model may hold
   * @throws IllegalStateException if the model is in training mode
   * @throws IllegalArgumentException if height or width is no multiple of the model's stride
   */
  public OnnxExport(DetectionModel model, OnnxOptions options, OnnxRegistry registry) {
    if (model.isTraining()) {
      throw new IllegalStateException("onnx: the model is in training mode; call eval() first");
    }
    int stride = (int) model.maxStride();
    if (!options.dynamic() && (options.height() % stride != 0 || options.width() % stride != 0)) {
      throw new IllegalArgumentException(
          "onnx: the image size "
              + options.height()
              + " x "
              + options.width()
              + " is no multiple of the model's stride, "
              + stride);
    }
    this.model = model.fuse();
    this.options = options;
    this.registry = registry;
  }

  /** Sizes of the input; an open size is a name. */
  public List<Object> inputShape() {
    int channels = model.description().channels();
    return options.dynamic()
        ? List.of("batch", channels, "height", "width")
        : List.of(options.batch(), channels, options.height(), options.width());
  }

  /** Sizes of the output; an open size is a name. */
  public List<Object> outputShape() {
    int outputs = model.classes() + 5;
    if (options.dynamic()) {
      return List.of("batch", "boxes", outputs);
    }
    int anchors = model.detect().anchorsPerLevel();
    int boxes =
        Arrays.stream(model.strides())
            .mapToInt(s -> anchors * (int) (options.height() / s) * (int) (options.width() / s))
            .sum();
    return List.of(options.batch(), boxes, outputs);
  }

  /**
   * Writes the file; it appears whole or not at all.
   *
   * @throws UnsupportedOperationException if a module has no ONNX form; the message names the row
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    OnnxGraph graph = new OnnxGraph(options);
    OnnxScope root = new OnnxScope(graph, registry, model, "");
    String[] outputs = new String[model.layers().size()];
    for (Layer layer : model.layers()) {
      outputs[layer.row().index()] = writeRow(layer, root, outputs);
    }
    String last = outputs[outputs.length - 1];
    graph.node("Identity", OUTPUT, Map.of(), List.of(last));
    AtomicFile.write(file, toMessage(graph).toByteArray());
  }

  private static String writeRow(Layer layer, OnnxScope root, String[] outputs) {
    List<String> inputs = new ArrayList<>();
    for (int from : layer.row().from()) {
      int source = layer.row().source(from);
      inputs.add(source < 0 ? INPUT : outputs[source]);
    }
    try {
      return root.write("model." + layer.row().index(), layer.module(), inputs);
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedOperationException(
          "row " + layer.row().index() + " (" + layer.typeName() + "): " + e.getMessage(), e);
    }
  }

  private ProtoMessage toMessage(OnnxGraph graph) {
    ProtoMessage body = graph.toMessage(model.name(), INPUT, inputShape(), OUTPUT, outputShape());
    return new ProtoMessage()
        .add(1, formatVersion())
        .add(2, "Adjoint")
        .add(7, body)
        .add(8, new ProtoMessage().add(1, "").add(2, options.opset()))
        .add(14, new ProtoMessage().add(1, "stride").add(2, "" + (int) model.maxStride()))
        .add(14, new ProtoMessage().add(1, "names").add(2, names()));
  }

  /** The version of the file format that came with the operators' version. */
  private long formatVersion() {
    if (options.opset() >= 21) {
      return 10;
    }
    return options.opset() >= 19 ? 9 : options.opset() >= 15 ? 8 : 7;
  }

  /** The class names as programs around YOLOv5 read them: {@code {0: 'person', 1: 'bicycle'}}. */
  private String names() {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < model.names().size(); i++) {
      String name = model.names().get(i).replace("\\", "\\\\").replace("'", "\\'");
      entries.add(i + ": '" + name + "'");
    }
    return "{" + String.join(", ", entries) + "}";
  }
}
