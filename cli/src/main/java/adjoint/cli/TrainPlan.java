package adjoint.cli;

import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.shapes.ShapeSet;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import adjoint.yolo.train.FreshModel;
import adjoint.yolo.train.Hyperparameters;
import adjoint.yolo.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is to be trained on what.
 *
 * @param data the data set; null for the drawn shapes
 * @param weights weights to start from, or null
 * @param cfg the model, or null for that of the weights
 * @param nearIdentity see {@link FreshModel}
 * @param hyperparameters numbers
 * @param settings settings
 * @param options what a run that goes on has to know besides, and opt.yaml says
 */
record TrainPlan(
    DataSet data,
    Path weights,
    String cfg,
    boolean nearIdentity,
    Hyperparameters hyperparameters,
    TrainingSettings settings,
    Map<String, Object> options) {
  /** What {@code data} says in the options where it is the drawn shapes. */
  static final String SHAPES = "shapes";

  /** A training on the drawn shapes; {@code cfg} may be null. */
  static TrainPlan ofShapes(String cfg, Hyperparameters numbers, TrainingSettings settings) {
    String model = cfg == null ? EmbeddedTraining.MODEL : cfg;
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("data", SHAPES);
    options.put("weights", "");
    options.put("cfg", model);
    return new TrainPlan(null, null, model, false, numbers, settings, options);
  }

  /** Class names. */
  List<String> names() {
    List<String> names = data == null ? ShapeSet.NAMES : data.names();
    boolean merged = settings.singleClass() && names.size() != 1;
    return merged ? List.of("item") : names;
  }

  /** The pictures of a split; null if the data set has none of that name. */
  LabelledImages pictures(String split, Consumer<String> log) throws IOException {
    if (data == null) {
      return EmbeddedTraining.SET.split(split);
    }
    if (!data.has(split)) {
      return null;
    }
    LabelledImages images = LabelledImages.read(data, split, settings.singleClass(), log);
    if (images.size() == 0) {
      throw new UserException(
          data.file() + ": the split " + split + " has no usable picture to train with");
    }
    return images;
  }

  /** The model. */
  DetectionModel model(Consumer<String> log) throws IOException {
    Weights stored = weights == null ? null : Weights.read(weights);
    return new FreshModel(
            cfg == null ? null : ModelFiles.read(cfg),
            stored,
            names(),
            nearIdentity,
            ModuleRegistry.standard())
        .build(hyperparameters, settings.seed(), log);
  }
}
