package adjoint.yolo.train;

import adjoint.tensor.Generator;
import adjoint.yolo.TrainingException;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelDescription;
import adjoint.yolo.model.ModuleRegistry;
import adjoint.yolo.model.TransferReport;
import adjoint.yolo.model.WeightTransfer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the model that a training starts with.
 *
 * @param description the model, or null for that of the weights
 * @param weights weights to start from, or null for random ones
 * @param names class names
 * @param nearIdentity whether inserted blocks start close to the identity, where they can
 * @param registry the modules that the description may name
 */
public record FreshModel(
    ModelDescription description,
    Weights weights,
    List<String> names,
    boolean nearIdentity,
    ModuleRegistry registry) {
  private static final int LISTED = 12;

  /**
   * Checks that there is a model.
   *
   * @throws TrainingException if there is neither a description nor weights
   */
  public FreshModel {
    if (description == null && weights == null) {
      throw new TrainingException("name a model with --cfg, or weights to start from");
    }
    names = List.copyOf(names);
  }

  /**
   * Builds the model for the names' number of classes, in training mode, and carries the weights
   * over.
   *
   * @param numbers tell how many anchors a level gets, if they do
   * @param seed of the random weights
   * @param log is told what was carried over
   */
  public DetectionModel build(Hyperparameters numbers, long seed, Consumer<String> log) {
    ModelDescription base = description != null ? description : DetectionModel.describe(weights);
    ModelDescription wanted = base.withClasses(names.size());
    int anchors = numbers.anchorsPerLevel();
    if (anchors > 0) {
      wanted = wanted.withOpenAnchors(anchors);
    }
    DetectionModel model = DetectionModel.build(wanted, registry, new Generator(seed));
    model.setNames(names);
    if (weights != null) {
      boolean keepAnchors = description == null && anchors == 0;
      TransferReport report = WeightTransfer.apply(weights, model, keepAnchors, nearIdentity);
      log.accept(report.summary() + " from " + weights.file());
      List<String> lines = report.lines();
      lines.stream().limit(LISTED).forEach(line -> log.accept("  " + line));
      if (lines.size() > LISTED) {
        log.accept("  and so on, " + lines.size() + " lines in all");
      }
    }
    return model;
  }
}
