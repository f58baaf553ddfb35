package adjoint.yolo.train;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.WeightsException;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint: the averaged weights under their own names, which is what detection and validation
 * read, and, while the training goes on, all that it needs to do so with the same bits.
 *
 * <p>All random numbers follow from the seed and the epoch, so that no generator has to be saved.
 *
 * @param epoch the last finished epoch
 * @param epochEnds how many ends of epochs the model's modules have been told of
 * @param average the averaged weights
 * @param model the weights as trained; empty in a finished training, as the next two
 * @param optimizer the optimiser's memory
 * @param facts numbers and settings by name, as JSON has them
 */
record TrainingState(
    int epoch,
    int epochEnds,
    Map<String, Tensor> average,
    Map<String, Tensor> model,
    Map<String, Tensor> optimizer,
    Map<String, Object> facts) {
  private static final String MODEL = Weights.TRAINING_PREFIX + "model.";
  private static final String OPTIMIZER = Weights.TRAINING_PREFIX + "optimizer.";
  private static final String FACTS = "training";
  private static final Set<String> KEPT = Set.of("settings", "hyp", "fitness", "options");

  /** Saves; what was there is replaced when all is on disk. */
  void write(Path file, DetectionModel described) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>(average);
    model.forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
    optimizer.forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
    Map<String, String> metadata = described.metadata();
    metadata.put("epoch", Integer.toString(epoch));
    metadata.put(Weights.EPOCH_ENDS, Integer.toString(epochEnds));
    metadata.put(FACTS, Json.write(facts));
    SafeTensors.write(file, tensors, metadata);
  }

  /** What a finished training keeps: the averaged weights and how they came about. */
  TrainingState finished() {
    Map<String, Object> kept = new LinkedHashMap<>(facts);
    kept.keySet().retainAll(KEPT);
    return new TrainingState(-1, epochEnds, average, Map.of(), Map.of(), kept);
  }

  /**
   * Reads a checkpoint that a training can go on from.
   *
   * @throws WeightsException if the file holds no training, or a finished one
   */
  static TrainingState read(Path file) throws IOException {
    SafeTensors stored = SafeTensors.read(file);
    String epoch = stored.metadata().get("epoch");
    String facts = stored.metadata().get(FACTS);
    if (epoch == null || facts == null || !epoch.matches("-?\\d{1,9}")) {
      throw new WeightsException(
          file + " holds weights, but no training to go on with; use --weights for it");
    }
    if (epoch.startsWith("-")) {
      throw new WeightsException(
          file
              + " is of a finished training, there is nothing to resume; start a new one with"
              + " --weights "
              + file);
    }
    Map<String, Tensor> average = new LinkedHashMap<>();
    Map<String, Tensor> model = new LinkedHashMap<>();
    Map<String, Tensor> optimizer = new LinkedHashMap<>();
    for (String name : stored.names()) {
      Tensor tensor = stored.storedTensor(name);
      if (name.startsWith(MODEL)) {
        model.put(name.substring(MODEL.length()), tensor);
      } else if (name.startsWith(OPTIMIZER)) {
        optimizer.put(name.substring(OPTIMIZER.length()), tensor);
      } else {
        average.put(name, tensor);
      }
    }
    // A checkpoint is written before its epoch ends, as far as the modules are concerned.
    int number = Integer.parseInt(epoch);
    return new TrainingState(number, number, average, model, optimizer, map(facts));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(String json) throws IOException {
    return (Map<String, Object>) Json.parse(json);
  }

  double number(String fact) {
    return ((Number) facts.get(fact)).doubleValue();
  }

  double[] numbers(String fact) {
    return ((List<?>) facts.get(fact))
        .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }

  /** The settings that the training was started with. */
  @SuppressWarnings("unchecked")
  TrainingSettings settings() {
    return TrainingSettings.of((Map<String, Object>) facts.get("settings"));
  }

  /** The hyper-parameters that the training was started with. */
  Hyperparameters hyperparameters() {
    return Hyperparameters.of("the checkpoint", (Map<?, ?>) facts.get("hyp"));
  }
}
