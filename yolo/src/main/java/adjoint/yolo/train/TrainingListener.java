package adjoint.yolo.train;

import adjoint.yolo.data.Batch;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.val.ValidationListener;
import adjoint.yolo.val.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Is told how a training goes on, for example to draw it. All calls come from one thread. */
public interface TrainingListener {
  /**
   * What a training starts with.
   *
   * @param folder the run's folder
   * @param model the model, before the first step
   * @param images the training pictures
   * @param names class names
   * @param batches batches in an epoch
   * @param firstEpoch the first epoch, above 0 where a run is resumed
   * @param epochs the epoch that the training ends before, unless it stops early
   */
  record Start(
      Path folder,
      DetectionModel model,
      LabelledImages images,
      List<String> names,
      int batches,
      int firstEpoch,
      int epochs) {}

  /**
   * What a training step came to.
   *
   * @param epoch number of the epoch
   * @param batch number of the batch in the epoch
   * @param box mean box loss of the epoch so far
   * @param objectness mean objectness loss so far
   * @param classes mean class loss so far
   * @param instances labels in the batch
   * @param imageSize the longer side of the batch's images
   */
  record Step(
      int epoch,
      int batch,
      double box,
      double objectness,
      double classes,
      int instances,
      int imageSize) {}

  /**
   * How a training ended.
   *
   * @param folder the run's folder
   * @param rows the rows of {@code results.csv}, those of an interrupted run's start included
   * @param best the checkpoint of the best epoch, or null where nothing was saved
   * @param last the checkpoint of the last epoch, or null
   * @param bestEpoch number of the best epoch
   * @param interrupted whether somebody asked it to end
   * @param validation what the last validation of the best checkpoint found, or null where there
   *     was none
   */
  record End(
      Path folder,
      List<EpochResult> rows,
      Path best,
      Path last,
      int bestEpoch,
      boolean interrupted,
      ValidationResult validation) {}

  /** Called once, before the first step. */
  default void onStart(Start start) throws IOException {}

  /** Called for the first three batches of a training, numbered from 0, as they are trained on. */
  default void onBatch(int number, Batch batch) throws IOException {}

  /** Called after each step. */
  default void onStep(Step step) throws IOException {}

  /** Called after each epoch, when it is validated and saved. */
  default void onEpochEnd(EpochResult result) throws IOException {}

  /**
   * Asked before the best checkpoint is validated once more, at the end.
   *
   * @return who is told what that validation finds, or null for nobody
   */
  default ValidationListener onFinalValidation() throws IOException {
    return null;
  }

  /** Called once, after the last epoch. */
  default void onEnd(End end) throws IOException {}
}
