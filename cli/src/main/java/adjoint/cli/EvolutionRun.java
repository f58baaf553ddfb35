package adjoint.cli;

import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.train.EpochResult;
import adjoint.yolo.train.Evolution;
import adjoint.yolo.train.Hyperparameters;
import adjoint.yolo.train.Trainer;
import adjoint.yolo.train.TrainingListener;
import adjoint.yolo.train.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Trains again and again with changing hyper-parameters. */
final class EvolutionRun {
  private final TrainPlan plan;
  private final LabelledImages training;
  private final LabelledImages validation;
  private final Path folder;
  private final Consumer<String> log;
  private int generation;

  EvolutionRun(
      TrainPlan plan,
      LabelledImages training,
      LabelledImages validation,
      Path folder,
      Consumer<String> log) {
    this.plan = plan;
    this.training = training;
    this.validation = validation;
    this.folder = folder;
    this.log = log;
    plan.settings().noSave(true).noValidation(true);
  }

  void run(int generations, BooleanSupplier goesOn) throws IOException {
    Evolution evolution = new Evolution(folder, plan.hyperparameters(), plan.settings().seed());
    Hyperparameters best = evolution.run(generations, numbers -> trial(numbers, goesOn));
    log.accept("Best hyper-parameters, in " + folder.resolve("hyp_evolve.yaml") + ":");
    log.accept(best.toYaml().strip());
  }

  private EpochResult trial(Hyperparameters numbers, BooleanSupplier goesOn) throws IOException {
    TrainPlan next =
        new TrainPlan(
            plan.data(),
            plan.weights(),
            plan.cfg(),
            plan.nearIdentity(),
            numbers,
            plan.settings(),
            plan.options());
    TrainingTask task =
        new TrainingTask(
            next.model(line -> {}),
            training,
            validation,
            next.names(),
            numbers,
            next.settings(),
            folder.resolve("trial"),
            next.options(),
            List.of(),
            goesOn,
            line -> {});
    TrainingListener.End end = Trainer.evolving(task).run();
    if (end.interrupted()) {
      return null;
    }
    EpochResult row = end.rows().get(end.rows().size() - 1);
    log.accept(
        String.format(
            Locale.ROOT,
            "generation %d: mAP50 %.4f, mAP50-95 %.4f, fitness %.4f",
            generation++,
            row.map50(),
            row.map5095(),
            row.fitness()));
    return row;
  }
}
