package adjoint.yolo.train;

import adjoint.tensor.Generator;
import adjoint.yolo.TrainingException;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModuleRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the checkpoint of an unfinished training says about it.
 *
 * @param checkpoint the file
 * @param folder the run's folder
 * @param hyperparameters numbers
 * @param settings settings
 * @param options what the training was started with besides, see {@link TrainingTask#options}
 */
public record ResumedRun(
    Path checkpoint,
    Path folder,
    Hyperparameters hyperparameters,
    TrainingSettings settings,
    Map<String, Object> options) {
  private static final int DEPTH = 8;

  /**
   * Reads a checkpoint.
   *
   * @throws adjoint.yolo.WeightsException if it is of a finished training, or of none
   */
  @SuppressWarnings("unchecked")
  public static ResumedRun read(Path checkpoint) throws IOException {
    TrainingState state = TrainingState.read(checkpoint);
    Path weights = checkpoint.toAbsolutePath().getParent();
    if (weights.getParent() == null) {
      throw new TrainingException(checkpoint + " does not lie in the folder weights of a run");
    }
    return new ResumedRun(
        checkpoint,
        Path.of("").toAbsolutePath().relativize(weights.getParent()),
        state.hyperparameters(),
        state.settings(),
        (Map<String, Object>) state.facts().get("options"));
  }

  /** The most recent checkpoint of a last epoch below a folder. */
  public static Optional<Path> latest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().matches("last.*\\.safetensors"))
          .max(Comparator.comparing(ResumedRun::changed));
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** The model, with weights that the trainer replaces by those of the training. */
  public DetectionModel model(ModuleRegistry registry) throws IOException {
    Weights weights = Weights.read(checkpoint);
    DetectionModel loaded = DetectionModel.load(weights, null, registry);
    DetectionModel model =
        DetectionModel.build(loaded.description(), registry, new Generator(settings.seed()));
    model.setNames(loaded.names());
    return model;
  }
}
