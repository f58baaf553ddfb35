package adjoint.yolo.train;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.optim.MovingAverage;
import adjoint.nn.optim.Optimizer;
import adjoint.yolo.TrainingException;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.loss.DetectionLoss;
import adjoint.yolo.loss.LossOptions;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.val.ValidationListener;
import adjoint.yolo.val.ValidationResult;
import adjoint.yolo.val.ValidationSettings;
import adjoint.yolo.val.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains a detector: epoch after epoch it learns, is validated and saved.
 *
 * <p>The result depends on the task alone: not on the number of threads, and not on whether the
 * training was ended in between and gone on with. One trainer trains once.
 */
public final class Trainer {
  private final TrainingTask task;
  private final TrainingSettings settings;
  private final DetectionModel model;
  private final RunFiles files;
  private final TaskBatches batches;
  private final List<EpochResult> rows = new ArrayList<>();
  private final EarlyStopping stopping;
  private final PictureWeights pictureWeights;
  private boolean savesNothing;
  private MovingAverage<DetectionModel> average;
  private Optimizer optimizer;
  private DetectionLoss loss;
  private StepLoop loop;
  private RateControl rates;
  private TrainedGroups groups;
  private TrainingState resumed;
  private int firstEpoch;
  private double bestSaved = -1;
  private ValidationResult lastValidation;

  private Trainer(TrainingTask task) throws IOException {
    this.task = task;
    settings = task.settings();
    model = task.model();
    stopping = new EarlyStopping(settings.patience());
    pictureWeights =
        settings.imageWeights() ? new PictureWeights(task.training(), model.classes()) : null;
    batches = new TaskBatches(task, pictureWeights);
    files = new RunFiles(task.folder());
  }

  /**
   * A new training.
   *
   * @throws TrainingException if the task makes no sense
   */
  public static Trainer start(TrainingTask task) throws IOException {
    check(task);
    return new Trainer(task);
  }

  /**
   * A training that goes on after the epoch of a checkpoint, in the checkpoint's folder.
   *
   * @param task as the training was started with, but for what the model's state is
   * @param checkpoint of a training that is not finished
   * @throws adjoint.yolo.WeightsException if the checkpoint is of a finished training or none
   */
  public static Trainer resume(TrainingTask task, Path checkpoint) throws IOException {
    check(task);
    Trainer trainer = new Trainer(task);
    trainer.resumed = TrainingState.read(checkpoint);
    return trainer;
  }

  /**
   * A training of which nothing is kept but what {@link #run} returns.
   *
   * @throws TrainingException if the task makes no sense
   */
  public static Trainer evolving(TrainingTask task) throws IOException {
    Trainer trainer = start(task);
    trainer.savesNothing = true;
    return trainer;
  }

  private static void check(TrainingTask task) {
    if (task.training().size() == 0) {
      throw new TrainingException("the data set has no usable training picture");
    }
    if (task.names().size() != task.model().classes()) {
      throw new TrainingException(
          "the data set names "
              + task.names().size()
              + " classes, the model has "
              + task.model().classes());
    }
  }

  // ---- the course of a training ---------------------------------------------------------------

  /**
   * Trains to the end, or until the task says to stop.
   *
   * @throws TrainingException if a loss is not finite or a checkpoint cannot be saved
   * @throws IOException if another file cannot be written
   */
  public TrainingListener.End run() throws IOException {
    prepare();
    boolean interrupted = false;
    try (BatchSource training = batches.training();
        BatchSource validation = batches.validation()) {
      build(training.batchesPerEpoch());
      start(training.batchesPerEpoch());
      for (int epoch = firstEpoch; epoch < settings.epochs(); epoch++) {
        double[] losses = loop.epoch(epoch, training);
        if (losses == null) {
          interrupted = true;
          break;
        }
        finish(epoch, losses, validation);
        if (stopping.stopsAfter(epoch)) {
          task.log().accept(stopMessage(epoch));
          break;
        }
      }
      if (!interrupted && !savesNothing) {
        strip();
        validateBest(validation);
      }
    }
    TrainingListener.End end = end(interrupted);
    for (TrainingListener listener : task.listeners()) {
      listener.onEnd(end);
    }
    return end;
  }

  private void prepare() throws IOException {
    model.setNames(task.names());
    freeze();
    if (resumed == null) {
      files.writeHyperparameters(task.hyperparameters());
      Map<String, Object> options = new LinkedHashMap<>(task.options());
      options.putAll(settings.describe());
      files.writeOptions(options);
      if (!settings.noAutoAnchor()) {
        new AutoAnchor(
                model, task.training(), batches.imageSize(), task.hyperparameters().get("anchor_t"))
            .adapt(settings.seed(), task.log());
      }
      measureNorms();
    }
  }

  private void measureNorms() {
    List<BatchNorm2d> norms = NormMeasurement.waiting(model);
    if (norms.isEmpty()) {
      return;
    }
    try (BatchSource training = batches.training()) {
      NormMeasurement.apply(model, norms, training.epoch(0));
    }
    String message = "%d batch norms that were folded start with the training pictures' statistics";
    task.log().accept(String.format(Locale.ROOT, message, norms.size()));
  }

  private void freeze() {
    for (Map.Entry<String, Variable> entry : model.parameters().entrySet()) {
      String name = entry.getKey();
      boolean frozen =
          settings.freeze().stream().anyMatch(row -> name.startsWith("model." + row + "."));
      entry.getValue().requiresGrad(!frozen);
    }
  }

  private void build(int perEpoch) throws IOException {
    groups = new TrainedGroups(model);
    optimizer = settings.optimizer().create(groups.all());
    rates = new RateControl(groups, task.hyperparameters(), settings, perEpoch);
    LossOptions options =
        task.hyperparameters()
            .loss()
            .withLabelSmoothing(settings.labelSmoothing())
            .scaled(model.detect().levels(), model.classes(), batches.imageSize());
    loss = new DetectionLoss(model.detect(), options);
    average = new MovingAverage<>(model.copy());
    loop = new StepLoop(task, loss, optimizer, average, rates, batches);
    if (resumed != null) {
      restore(resumed);
      resumed = null;
    }
  }

  private void restore(TrainingState state) throws IOException {
    firstEpoch = state.epoch() + 1;
    model.loadStateDict(state.model(), true);
    average.average().loadStateDict(state.average(), true);
    average.setUpdates((long) state.number("updates"));
    for (int i = 0; i < firstEpoch; i++) {
      endEpoch();
    }
    optimizer.load(state.optimizer());
    loop.restore((long) state.number("last_step"));
    loss.setBalance(state.numbers("balance"));
    stopping.restore(state.number("best_fitness"), (int) state.number("best_epoch"));
    bestSaved = state.number("best_saved");
    if (pictureWeights != null) {
      pictureWeights.update(state.numbers("average_precisions"));
    }
    files.removeRemains();
    rows.addAll(files.keepBefore(firstEpoch));
  }

  private void endEpoch() {
    model.endEpoch();
    average.average().endEpoch();
  }

  private void start(int perEpoch) throws IOException {
    TrainingListener.Start start =
        new TrainingListener.Start(
            task.folder(),
            model,
            task.training(),
            task.names(),
            perEpoch,
            firstEpoch,
            settings.epochs());
    for (TrainingListener listener : task.listeners()) {
      listener.onStart(start);
    }
  }

  private void finish(int epoch, double[] losses, BatchSource validation) throws IOException {
    boolean last = epoch + 1 == settings.epochs() || stopping.mayStopAfterNext(epoch);
    lastValidation = null;
    if (validation != null && (last || !settings.noValidation())) {
      lastValidation = validator().run(average.average(), validation, task.names());
      if (pictureWeights != null) {
        pictureWeights.update(lastValidation.averagePrecisions());
      }
    }
    EpochResult row = row(epoch, losses, lastValidation);
    stopping.update(epoch, row.fitness());
    rows.add(row);
    if (!savesNothing) {
      files.append(row);
    }
    if (!savesNothing && (last || !settings.noSave())) {
      save(epoch, row.fitness());
    }
    endEpoch();
    for (TrainingListener listener : task.listeners()) {
      listener.onEpochEnd(row);
    }
  }

  private Validator validator() {
    ValidationSettings thresholds =
        ValidationSettings.DEFAULT.withSingleClass(settings.singleClass());
    return new Validator(thresholds)
        .withLoss(
            (raw, targets) -> {
              DetectionLoss.Loss items = loss.compute(raw, targets);
              return new double[] {items.box(), items.objectness(), items.classes()};
            });
  }

  private EpochResult row(int epoch, double[] losses, ValidationResult found) {
    boolean validated = found != null;
    return new EpochResult(
        epoch,
        losses[0],
        losses[1],
        losses[2],
        validated ? found.precision() : 0,
        validated ? found.recall() : 0,
        validated ? found.map50() : 0,
        validated ? found.map5095() : 0,
        validated ? found.boxLoss() : 0,
        validated ? found.objectnessLoss() : 0,
        validated ? found.classLoss() : 0,
        groups.norms().learningRate(),
        groups.weights().learningRate(),
        groups.biases().learningRate());
  }

  private String stopMessage(int epoch) {
    return "No better epoch than "
        + stopping.bestEpoch()
        + " in the last "
        + settings.patience()
        + " epochs: the training stops after epoch "
        + epoch;
  }

  // ---- saving ---------------------------------------------------------------------------------

  private void save(int epoch, double fitness) {
    boolean best = fitness > bestSaved;
    if (best) {
      bestSaved = fitness;
    }
    TrainingState state = state(epoch, fitness);
    write(state, files.last());
    if (best) {
      write(state, files.best());
    }
    if (settings.savePeriod() > 0 && epoch > 0 && epoch % settings.savePeriod() == 0) {
      write(state, files.weights().resolve("epoch" + epoch + ".safetensors"));
    }
  }

  private void write(TrainingState state, Path file) {
    try {
      state.write(file, model);
    } catch (IOException e) {
      throw RunFiles.notSaved(file, e);
    }
  }

  private TrainingState state(int epoch, double fitness) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("settings", settings.describe());
    facts.put("options", task.options());
    facts.put("hyp", task.hyperparameters().values());
    facts.put("fitness", fitness);
    facts.put("best_fitness", stopping.best());
    facts.put("best_epoch", stopping.bestEpoch());
    facts.put("best_saved", bestSaved);
    facts.put("updates", average.updates());
    facts.put("last_step", loop.lastStep());
    facts.put("balance", Arrays.stream(loss.balance()).boxed().toList());
    if (pictureWeights != null) {
      facts.put(
          "average_precisions", Arrays.stream(pictureWeights.averagePrecisions()).boxed().toList());
    }
    return new TrainingState(
        epoch, epoch, average.average().stateDict(), model.stateDict(), optimizer.state(), facts);
  }

  /** Leaves out of the checkpoints what only an unfinished training needs. */
  private void strip() throws IOException {
    for (Path file : List.of(files.last(), files.best())) {
      if (Files.exists(file)) {
        TrainingState state = TrainingState.read(file);
        write(state.finished(), file);
      }
    }
  }

  private void validateBest(BatchSource validation) throws IOException {
    if (validation == null || !Files.exists(files.best())) {
      return;
    }
    Validator validator = validator();
    for (TrainingListener listener : task.listeners()) {
      ValidationListener watcher = listener.onFinalValidation();
      if (watcher != null) {
        validator.withListener(watcher);
      }
    }
    DetectionModel best =
        DetectionModel.load(Weights.read(files.best()), model.description(), model.registry());
    lastValidation = validator.run(best, validation, task.names());
  }

  private TrainingListener.End end(boolean interrupted) {
    return new TrainingListener.End(
        task.folder(),
        List.copyOf(rows),
        Files.exists(files.best()) ? files.best() : null,
        Files.exists(files.last()) ? files.last() : null,
        stopping.bestEpoch(),
        interrupted,
        lastValidation);
  }
}
