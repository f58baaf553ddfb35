package adjoint.cli;

import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelDescription;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens what {@code --weights} names. */
final class ModelWeights {
  private ModelWeights() {}

  /**
   * Checks that there is a file.
   *
   * @throws NoSuchFileException if there is nothing
   * @throws UserException if it is a folder
   */
  static void requireFile(Path weights) throws IOException {
    if (!Files.exists(weights)) {
      throw new NoSuchFileException(weights.toString());
    }
    if (Files.isDirectory(weights)) {
      throw new UserException(weights + ": a folder, not a file of weights");
    }
  }

  /**
   * Builds the model of a weight file, in evaluation mode.
   *
   * @param cfg name or path of a model file; null if the weights describe their model
   * @throws UserException if the weights do not fit the model
   */
  static DetectionModel load(Path weights, String cfg) throws IOException {
    requireFile(weights);
    ModelDescription description = cfg == null ? null : ModelFiles.read(cfg);
    try {
      return DetectionModel.load(Weights.read(weights), description, ModuleRegistry.standard());
    } catch (IllegalArgumentException unfit) {
      throw new UserException(unfit.getMessage(), unfit);
    }
  }
}
