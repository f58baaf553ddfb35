package adjoint.yolo.train;

import adjoint.yolo.TrainingException;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.Loaders;
import adjoint.yolo.data.TrainingOptions;
import adjoint.yolo.data.ValidationOptions;

/** The batches of a {@link TrainingTask}, in the size that its model takes. */
final class TaskBatches {
  private static final int SMALLEST_GRID = 32;

  private final TrainingTask task;
  private final TrainingSettings settings;
  private final PictureWeights weights;
  private final int stride;
  private final int imageSize;

  /**
   * Sources for a task.
   *
   * @param weights how often each picture is drawn, or null for equally often
   */
  TaskBatches(TrainingTask task, PictureWeights weights) {
    this.task = task;
    this.weights = weights;
    settings = task.settings();
    stride = Math.max((int) task.model().maxStride(), SMALLEST_GRID);
    int multiple = (settings.imageSize() + stride - 1) / stride * stride;
    imageSize = Math.max(multiple, 2 * stride);
  }

  /** What all sides of a batch are a multiple of, in pixels. */
  int stride() {
    return stride;
  }

  /** The longer side of a batch, in pixels. */
  int imageSize() {
    return imageSize;
  }

  /** A new source of the training's batches. */
  BatchSource training() {
    return Loaders.training(
        task.training(),
        new TrainingOptions(
            imageSize,
            Math.min(settings.batchSize(), task.training().size()),
            stride,
            task.hyperparameters().augmentation(),
            settings.seed(),
            settings.workers(),
            settings.rectangular() && weights == null,
            settings.cacheInMemory(),
            settings.mosaicTiles(),
            weights == null ? null : weights::weights));
  }

  /**
   * A new source of the validation's batches, or null if there is no validation.
   *
   * @throws TrainingException if there is nothing to validate with
   */
  BatchSource validation() {
    LabelledImages images = task.validation();
    if (images == null) {
      return null;
    }
    if (images.size() == 0) {
      throw new TrainingException("the data set has no usable validation picture");
    }
    int batch = Math.min(2 * settings.batchSize(), images.size());
    return Loaders.validation(
        images,
        new ValidationOptions(
            imageSize, batch, stride, .5, true, settings.workers(), settings.cacheInMemory()));
  }
}
