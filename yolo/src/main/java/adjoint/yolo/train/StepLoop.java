package adjoint.yolo.train;

import adjoint.autograd.Variable;
import adjoint.nn.optim.Gradients;
import adjoint.nn.optim.MovingAverage;
import adjoint.nn.optim.Optimizer;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.TrainingStoppedException;
import adjoint.yolo.data.Batch;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.data.MultiScale;
import adjoint.yolo.loss.DetectionLoss;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The batches of one epoch after another: forward, loss, backward, and a step now and then. */
final class StepLoop {
  private static final int SHOWN_BATCHES = 3;
  private static final int NAMED_PICTURES = 4;

  private final TrainingTask task;
  private final DetectionModel model;
  private final DetectionLoss loss;
  private final Optimizer optimizer;
  private final MovingAverage<DetectionModel> average;
  private final RateControl rates;
  private final TaskBatches batches;
  private long lastStep = -1;
  private int shown;

  StepLoop(
      TrainingTask task,
      DetectionLoss loss,
      Optimizer optimizer,
      MovingAverage<DetectionModel> average,
      RateControl rates,
      TaskBatches batches) {
    this.task = task;
    this.model = task.model();
    this.loss = loss;
    this.optimizer = optimizer;
    this.average = average;
    this.rates = rates;
    this.batches = batches;
  }

  /** The number of the last batch, over all epochs, that ended in a step; -1 for none. */
  long lastStep() {
    return lastStep;
  }

  /** Goes on from a saved training, whose first batches have been shown. */
  void restore(long step) {
    lastStep = step;
    shown = SHOWN_BATCHES;
  }

  /**
   * Trains an epoch.
   *
   * @return the mean losses: box, objectness, classes; null if the task was ended before the epoch
   * @throws TrainingStoppedException if a loss is not finite
   */
  double[] epoch(int epoch, BatchSource source) throws IOException {
    model.train();
    optimizer.zeroGrad();
    rates.startEpoch(epoch);
    Generator sizes = new Generator(31 * task.settings().seed() + epoch).split();
    double[] means = new double[3];
    int number = 0;
    for (Iterator<Batch> all = source.epoch(epoch); all.hasNext(); number++) {
      Batch batch = all.next();
      if (!task.goesOn().getAsBoolean()) {
        return null;
      }
      if (shown < SHOWN_BATCHES) {
        for (TrainingListener listener : task.listeners()) {
          listener.onBatch(shown, batch);
        }
        shown++;
      }
      Tensor images = ImageScaling.unit(batch.images());
      if (task.settings().multiScale()) {
        int size = MultiScale.draw(sizes, batches.imageSize(), batches.stride());
        images = MultiScale.resize(images, size, batches.stride());
      }
      rates.startBatch(epoch, number);
      double[] items = learn(epoch, number, batch, images);
      stepIfDue(number + (long) source.batchesPerEpoch() * epoch);
      for (int i = 0; i < 3; i++) {
        means[i] = (means[i] * number + items[i]) / (number + 1);
      }
      tell(epoch, number, means, batch, images);
    }
    rates.endEpoch(epoch);
    return means;
  }

  private double[] learn(int epoch, int number, Batch batch, Tensor images) {
    DetectionLoss.Loss result = loss.compute(model.raw(Variable.of(images)), batch.targets());
    if (!result.isFinite()) {
      throw notFinite(epoch, number, batch, result);
    }
    result.total().backward();
    return new double[] {result.box(), result.objectness(), result.classes()};
  }

  private void stepIfDue(long done) {
    if (done - lastStep < rates.accumulate()) {
      return;
    }
    if (task.settings().clipNorm() > 0) {
      Gradients.clip(model.parameters().values(), task.settings().clipNorm());
    }
    optimizer.step();
    optimizer.zeroGrad();
    average.update(model);
    lastStep = done;
  }

  private void tell(int epoch, int number, double[] means, Batch batch, Tensor images)
      throws IOException {
    TrainingListener.Step step =
        new TrainingListener.Step(
            epoch,
            number,
            means[0],
            means[1],
            means[2],
            batch.targets().size(0),
            Math.max(images.size(2), images.size(3)));
    for (TrainingListener listener : task.listeners()) {
      listener.onStep(step);
    }
  }

  private static TrainingStoppedException notFinite(
      int epoch, int number, Batch batch, DetectionLoss.Loss loss) {
    String pictures =
        batch.pictures().stream()
            .limit(NAMED_PICTURES)
            .map(picture -> String.valueOf(picture.file()))
            .collect(Collectors.joining(", "));
    String more = batch.size() > NAMED_PICTURES ? " and others" : "";
    return new TrainingStoppedException(
        String.format(
            Locale.ROOT,
            "the loss is not finite in epoch %d, batch %d (box %s, objectness %s, class %s; %s%s);"
                + " checkpoints of earlier epochs are kept; a smaller lr0 may help",
            epoch,
            number,
            Numbers.general(loss.box()),
            Numbers.general(loss.objectness()),
            Numbers.general(loss.classes()),
            pictures,
            more));
  }
}
