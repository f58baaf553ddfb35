package adjoint.cli.plots;

import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.val.ValidationListener;
import adjoint.yolo.val.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws a validation: its first batches with labels and with what was found, while it runs; curves
 * and the confusion matrix at its end.
 */
public final class ValidationPlots implements ValidationListener {
  private static final int BATCHES = 3;

  private final Path folder;
  private final List<String> names;

  /**
   * Draws into a folder.
   *
   * @param folder where the pictures go; it exists
   * @param names class names in order of class number
   */
  public ValidationPlots(Path folder, List<String> names) {
    this.folder = folder;
    this.names = List.copyOf(names);
  }

  @Override
  public void onBatch(int number, Batch batch, List<Tensor> detections) throws IOException {
    if (number < BATCHES) {
      BatchMosaic mosaic = new BatchMosaic(batch, names);
      mosaic.saveLabels(folder.resolve("val_batch" + number + "_labels.jpg"));
      mosaic.saveDetections(detections, folder.resolve("val_batch" + number + "_pred.jpg"));
    }
  }

  /** Draws the curves and the confusion matrix. */
  public void finish(ValidationResult result) throws IOException {
    new MetricPlots(result).save(folder);
    ConfusionPlot.save(result.confusion(), names, folder.resolve("confusion_matrix.png"));
  }
}
