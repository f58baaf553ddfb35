package adjoint.yolo.model;

import adjoint.nn.LoadReport;
import adjoint.nn.StateDictException;
import adjoint.tensor.Tensor;
import adjoint.yolo.WeightsException;
import adjoint.yolo.checkpoint.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the model that a weight file belongs to, and fills it. */
final class WeightLoading {
  private static final int SHOWN = 3;

  private final Weights weights;
  private final ModelDescription description;
  private final DetectionModel model;
  private final String anchorsKey;

  private WeightLoading(Weights weights, ModelDescription given, ModuleRegistry registry) {
    this.weights = weights;
    ModelDescription found = given != null ? given : describe(weights);
    int head = found.rows().size() - 1;
    anchorsKey = "model." + head + ".anchors";
    description = found.withClasses(classes(found, head));
    model = DetectionModel.empty(description, registry, weights.fused());
  }

  static DetectionModel load(Weights weights, ModelDescription given, ModuleRegistry registry) {
    return new WeightLoading(weights, given, registry).load();
  }

  static ModelDescription describe(Weights weights) {
    if (weights.modelYaml() != null) {
      String name = weights.modelName() != null ? weights.modelName() : stem(weights);
      return ModelFileReader.read(name, weights.file() + " (its model)", weights.modelYaml());
    }
    if (weights.modelName() != null) {
      return ModelFiles.read(weights.modelName());
    }
    throw new WeightsException(
        weights.file()
            + " holds tensors without a model description; name the model file that they belong to");
  }

  private static String stem(Weights weights) {
    return String.valueOf(weights.file().getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  /** The class count that the head's bias shows, or the file tells, or else the model file. */
  private int classes(ModelDescription found, int head) {
    Tensor bias = weights.state().get("model." + head + ".m.0.bias");
    if (bias != null && bias.rank() == 1 && bias.size(0) % found.anchorsPerLevel() == 0) {
      int outputs = bias.size(0) / found.anchorsPerLevel();
      if (outputs > 5) {
        return outputs - 5;
      }
    }
    return weights.classes() != null ? Math.max(1, weights.classes()) : found.classes();
  }

  private DetectionModel load() {
    model.detect().setStrides(strides());
    try {
      model.loadStateDict(completeState(), true);
    } catch (StateDictException e) {
      throw new WeightsException(misfit(e.report()));
    }
    if (weights.names() != null) {
      setNames();
    }
    endEpochs();
    return model;
  }

  /** Brings what changes from epoch to epoch, such as a temperature, to where the training was. */
  private void endEpochs() {
    Object told = weights.info().get(Weights.EPOCH_ENDS);
    if (told != null && told.toString().matches("\\d{1,6}")) {
      for (int i = Integer.parseInt(told.toString()); i > 0; i--) {
        model.endEpoch();
      }
    }
  }

  /** The strides that the file tells, which saves a pass through the model, or else the model's. */
  private double[] strides() {
    List<Double> told = weights.strides();
    boolean usable =
        told != null
            && told.size() == model.detect().levels()
            && told.stream().allMatch(stride -> stride >= 1 && stride == Math.rint(stride));
    return usable ? told.stream().mapToDouble(s -> s).toArray() : model.findStrides();
  }

  /**
   * The file's tensors; where it leaves out the anchors or the batch counters, which carry no
   * trained numbers, the model's own. A pre-v6 file's {@code anchor_grid} repeats the anchors and
   * is dropped.
   */
  private Map<String, Tensor> completeState() {
    Map<String, Tensor> state = new LinkedHashMap<>(weights.state());
    state.keySet().removeIf(key -> key.endsWith(".anchor_grid"));
    model
        .stateDict()
        .forEach(
            (key, own) -> {
              if (key.endsWith(".num_batches_tracked")) {
                state.putIfAbsent(key, own);
              } else if (key.equals(anchorsKey)) {
                state.putIfAbsent(key, weights.anchors() != null ? weights.anchors() : own);
              }
            });
    return state;
  }

  private String misfit(LoadReport report) {
    long fit = report.loaded().stream().filter(weights.state()::containsKey).count();
    List<String> parts = new ArrayList<>();
    add(parts, "of another shape", report.misshaped());
    add(parts, "missing", report.missing());
    add(parts, "unknown to the model", report.unexpected());
    return weights.file()
        + " does not fit the model "
        + description.name()
        + ": of its "
        + weights.state().size()
        + " tensors "
        + fit
        + " fit; "
        + String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> entries) {
    if (!entries.isEmpty()) {
      List<String> first = entries.subList(0, Math.min(SHOWN, entries.size()));
      String more = entries.size() > SHOWN ? ", ..." : "";
      parts.add(entries.size() + " " + what + " (" + String.join(", ", first) + more + ")");
    }
  }

  private void setNames() {
    if (weights.names().size() != model.classes()) {
      throw new WeightsException(
          weights.file()
              + " has "
              + weights.names().size()
              + " class names, but its tensors are for "
              + model.classes()
              + " classes");
    }
    model.setNames(weights.names());
  }
}
