package adjoint.yolo.val;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.detect.BoxScaling;
import adjoint.yolo.detect.NmsOptions;
import adjoint.yolo.detect.NonMaxSuppression;
import adjoint.yolo.detect.TestTimeAugmentation;
import adjoint.yolo.detect.Timing;
import adjoint.yolo.metrics.AveragePrecision;
import adjoint.yolo.metrics.ConfusionMatrix;
import adjoint.yolo.metrics.DetectionMatching;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** One run of a {@link Validator}: what it has counted so far. */
final class ValidationRun {
  private final ValidationSettings settings;
  private final NmsOptions nms;
  private final DetectionModel model;
  private final List<String> names;
  private final ValidationLoss loss;
  private final List<ValidationListener> listeners;

  private final List<boolean[]> correct = new ArrayList<>();
  private final List<float[]> detections = new ArrayList<>();
  private final List<Integer> labelled = new ArrayList<>();
  private final ConfusionMatrix confusion;
  private final double[] losses = new double[3];
  private Timing timing = new Timing(0, 0, 0);
  private int images;
  private int batchCount;

  ValidationRun(
      ValidationSettings settings,
      DetectionModel model,
      List<String> names,
      ValidationLoss loss,
      List<ValidationListener> listeners) {
    this.settings = settings;
    this.model = model;
    this.names = names;
    this.loss = loss;
    this.listeners = listeners;
    nms = settings.singleClass() ? settings.nms().withAgnostic(true) : settings.nms();
    confusion = new ConfusionMatrix(names.size());
  }

  ValidationResult over(BatchSource batches) {
    Iterator<Batch> epoch = batches.epoch(0);
    try {
      while (epoch.hasNext()) {
        long start = System.nanoTime();
        add(epoch.next(), start);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result();
  }

  private void add(Batch batch, long start) throws IOException {
    Tensor pictures = batch.images().to(DType.F32).mulInPlace(1 / 255f);
    final long prepared = System.nanoTime();
    Tensor predictions = predict(pictures, batch.targets());
    final long predicted = System.nanoTime();
    List<Tensor> found = NonMaxSuppression.apply(predictions, nms);
    final long done = System.nanoTime();
    timing =
        timing.plus(
            new Timing(
                (prepared - start) / 1e6, (predicted - prepared) / 1e6, (done - predicted) / 1e6));
    float[] targets = batch.targets().toFloatArray();
    for (int i = 0; i < batch.size(); i++) {
      Batch.Picture picture = batch.pictures().get(i);
      float[][] boxes = toOriginal(rows(found.get(i)), picture);
      float[][] labels = labels(targets, i, batch, picture);
      count(boxes, labels);
      for (ValidationListener listener : listeners) {
        listener.onPicture(picture, boxes);
      }
    }
    for (ValidationListener listener : listeners) {
      listener.onBatch(batchCount, batch, found);
    }
    batchCount++;
  }

  private Tensor predict(Tensor pictures, Tensor targets) {
    if (loss == null) {
      return settings.augment()
          ? TestTimeAugmentation.predict(model, pictures)
          : model.predict(pictures);
    }
    List<Variable> raw = model.raw(Variable.of(pictures));
    double[] items = loss.items(raw, targets);
    for (int i = 0; i < losses.length; i++) {
      losses[i] += items[i];
    }
    return settings.augment()
        ? TestTimeAugmentation.predict(model, pictures)
        : model.detect().decode(raw).value();
  }

  private float[][] rows(Tensor found) {
    float[] data = found.toFloatArray();
    float[][] rows = new float[found.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(data, i * 6, i * 6 + 6);
      if (settings.singleClass()) {
        rows[i][5] = 0;
      }
    }
    return rows;
  }

  private static float[][] toOriginal(float[][] corners, Batch.Picture picture) {
    // The reference scales both axes by the gain of the height.
    BoxScaling.toOriginal(
        corners,
        picture.gainY(),
        picture.padX(),
        picture.padY(),
        picture.height(),
        picture.width());
    return corners;
  }

  /** The labels of one picture as class, x1, y1, x2, y2 in pixels of the original. */
  private float[][] labels(float[] targets, int index, Batch batch, Batch.Picture picture) {
    int height = batch.images().size(2);
    int width = batch.images().size(3);
    List<float[]> labels = new ArrayList<>();
    for (int at = 0; at < targets.length; at += 6) {
      if ((int) targets[at] != index) {
        continue;
      }
      int label = settings.singleClass() ? 0 : (int) targets[at + 1];
      if (label >= names.size()) {
        throw new IllegalArgumentException(
            picture.file()
                + ": a label has the class "
                + label
                + ", the data set's classes are 0 to "
                + (names.size() - 1));
      }
      float x = targets[at + 2] * width;
      float y = targets[at + 3] * height;
      float halfWidth = targets[at + 4] * width / 2;
      float halfHeight = targets[at + 5] * height / 2;
      float[][] corners = {{x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight}};
      float[] box = toOriginal(corners, picture)[0];
      labels.add(new float[] {label, box[0], box[1], box[2], box[3]});
    }
    return labels.toArray(float[][]::new);
  }

  private void count(float[][] boxes, float[][] labels) {
    images++;
    correct.addAll(Arrays.asList(DetectionMatching.correct(boxes, labels)));
    detections.addAll(Arrays.asList(boxes));
    for (float[] label : labels) {
      labelled.add((int) label[0]);
    }
    confusion.add(boxes, labels);
  }

  private ValidationResult result() {
    AveragePrecision figures =
        AveragePrecision.of(
            correct.toArray(boolean[][]::new),
            detections.stream().mapToDouble(row -> row[4]).toArray(),
            detections.stream().mapToInt(row -> (int) row[5]).toArray(),
            labelled.stream().mapToInt(label -> label).toArray());
    int count = Math.max(batchCount, 1);
    return new ValidationResult(
        images,
        names,
        figures,
        confusion,
        losses[0] / count,
        losses[1] / count,
        losses[2] / count,
        timing.dividedBy(Math.max(images, 1)));
  }
}
