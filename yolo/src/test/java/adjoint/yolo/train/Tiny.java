package adjoint.yolo.train;

import adjoint.tensor.Generator;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.shapes.ShapeSet;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model and a data set so small that a few epochs take a second. */
final class Tiny {
  static final ShapeSet SET = new ShapeSet(20, 64, 3);
  static final LabelledImages TRAINING = SET.split("train");
  static final LabelledImages VALIDATION = SET.split("val");
  static final List<String> NAMES = ShapeSet.NAMES;

  private static final String MODEL =
      """
      nc: 6
      depth_multiple: 1.0
      width_multiple: 1.0
      anchors:
        - [10, 10, 20, 20]
        - [30, 30, 50, 50]
      backbone:
        - [-1, 1, Conv, [8, 3, 2]]
        - [-1, 1, Conv, [16, 3, 2]]
        - [-1, 1, C3, [16]]
        - [-1, 1, Conv, [16, 3, 2]]
        - [-1, 1, SE, [16]]
        - [-1, 1, Conv, [24, 3, 2]]
      head:
        - [[4, 5], 1, Detect, [nc, anchors]]
      """;

  private Tiny() {}

  static DetectionModel model() {
    try {
      Path file = Files.createTempDirectory("tiny").resolve("tiny.yaml");
      Files.writeString(file, MODEL);
      return DetectionModel.build(
          ModelFiles.read(file.toString()), ModuleRegistry.standard(), new Generator(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TrainingSettings settings() {
    return new TrainingSettings()
        .epochs(3)
        .batchSize(4)
        .nominalBatch(8)
        .imageSize(64)
        .warmUpFloor(3)
        .workers(1);
  }

  static TrainingTask task(DetectionModel model, TrainingSettings settings, Path folder) {
    return new TrainingTask(
        model, TRAINING, VALIDATION, NAMES, Hyperparameters.low(), settings, folder);
  }
}
