package adjoint.cli.plots;

import adjoint.yolo.data.Batch;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.train.EpochResult;
import adjoint.yolo.train.TrainingListener;
import adjoint.yolo.val.ValidationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a training into its folder: the labels before it starts, its first batches, the course of
 * its figures, and the final validation.
 */
public final class TrainingPlots implements TrainingListener {
  private Path folder;
  private List<String> names;
  private ValidationPlots validation;

  /** Plots of one training. */
  public TrainingPlots() {}

  @Override
  public void onStart(Start start) throws IOException {
    folder = start.folder();
    names = start.names();
    List<float[]> labels = new ArrayList<>();
    LabelledImages images = start.images();
    for (int i = 0; i < images.size(); i++) {
      labels.addAll(List.of(images.labels(i)));
    }
    new LabelsPlot(labels, names).save(folder.resolve("labels.png"));
  }

  @Override
  public void onBatch(int number, Batch batch) throws IOException {
    Path file = folder.resolve("train_batch" + number + ".jpg");
    new BatchMosaic(batch, names).saveLabels(file);
  }

  @Override
  public ValidationListener onFinalValidation() {
    validation = new ValidationPlots(folder, names);
    return validation;
  }

  @Override
  public void onEnd(End end) throws IOException {
    if (!end.rows().isEmpty()) {
      List<double[]> rows = end.rows().stream().map(EpochResult::values).toList();
      String[] titles = EpochResult.COLUMNS.toArray(String[]::new);
      ResultsPlot.save(titles, rows, folder.resolve("results.png"));
    }
    if (validation != null && end.validation() != null) {
      validation.finish(end.validation());
    }
  }
}
