package adjoint.cli;

import adjoint.cli.plots.TrainingPlots;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModuleRegistry;
import adjoint.yolo.train.Hyperparameters;
import adjoint.yolo.train.ResumedRun;
import adjoint.yolo.train.Trainer;
import adjoint.yolo.train.TrainingListener;
import adjoint.yolo.train.TrainingTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** One run of {@link TrainCommand}. */
final class TrainRun {
  private final CommandLine commandLine;
  private final PrintWriter out;
  private final boolean noPlots;

  TrainRun(CommandLine commandLine, boolean noPlots) {
    this.commandLine = commandLine;
    this.out = commandLine.getOut();
    this.noPlots = noPlots;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A new training. */
  void start(TrainPlan plan, Path folder) throws IOException {
    LabelledImages training = required(plan, "train");
    LabelledImages validation = plan.pictures("val", this::say);
    DetectionModel model = plan.model(this::say);
    try (Interruption watch = new Interruption()) {
      TrainingTask task =
          task(plan, model, training, validation, plan.hyperparameters(), folder, watch::goesOn);
      finish(plan, Trainer.start(task.withListeners(listeners(task))).run());
    }
  }

  /** A training that goes on. */
  void resume(ResumedRun run) throws IOException {
    Object data = run.options().get("data");
    TrainPlan plan =
        new TrainPlan(
            TrainPlan.SHAPES.equals(data) ? null : DataSet.read(Path.of(String.valueOf(data))),
            null,
            null,
            false,
            run.hyperparameters(),
            run.settings(),
            run.options());
    LabelledImages training = required(plan, "train");
    LabelledImages validation = plan.pictures("val", this::say);
    DetectionModel model = run.model(ModuleRegistry.standard());
    try (Interruption watch = new Interruption()) {
      TrainingTask task =
          task(
              plan,
              model,
              training,
              validation,
              run.hyperparameters(),
              run.folder(),
              watch::goesOn);
      say("Resuming " + run.folder());
      finish(plan, Trainer.resume(task.withListeners(listeners(task)), run.checkpoint()).run());
    }
  }

  /** Many short trainings with changing hyper-parameters. */
  void evolve(TrainPlan plan, Path folder, int generations) throws IOException {
    LabelledImages training = required(plan, "train");
    LabelledImages validation = required(plan, "val");
    try (Interruption watch = new Interruption()) {
      new EvolutionRun(plan, training, validation, folder, this::say)
          .run(generations, watch::goesOn);
    }
  }

  private LabelledImages required(TrainPlan plan, String split) throws IOException {
    LabelledImages images = plan.pictures(split, this::say);
    if (images == null) {
      throw new UserException(plan.data().file() + " names no pictures under " + split);
    }
    return images;
  }

  private TrainingTask task(
      TrainPlan plan,
      DetectionModel model,
      LabelledImages training,
      LabelledImages validation,
      Hyperparameters numbers,
      Path folder,
      BooleanSupplier goesOn) {
    return new TrainingTask(
        model,
        training,
        validation,
        plan.names(),
        numbers,
        plan.settings(),
        folder,
        plan.options(),
        List.of(),
        goesOn,
        this::say);
  }

  private List<TrainingListener> listeners(TrainingTask task) {
    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(new TrainProgress(task.settings(), out, commandLine.getErr()));
    if (!noPlots) {
      listeners.add(new TrainingPlots());
    }
    return listeners;
  }

  private void finish(TrainPlan plan, TrainingListener.End end) throws IOException {
    if (end.interrupted()) {
      say(
          end.last() == null
              ? "Interrupted before the first epoch was finished; nothing is saved"
              : "Interrupted; go on with: adjoint train --resume " + end.last());
      return;
    }
    if (end.validation() != null) {
      say("");
      say(ValidationTable.header());
      say(ValidationTable.all(end.validation()));
      ValidationTable.classes(end.validation(), true).forEach(this::say);
    }
    if (plan.data() == null && end.best() != null && !noPlots) {
      say("Found in unseen pictures: " + EmbeddedTraining.show(end.best(), end.folder()));
    }
    say("Results saved to " + end.folder());
  }
}
