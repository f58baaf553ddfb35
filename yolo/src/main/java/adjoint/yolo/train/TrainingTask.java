package adjoint.yolo.train;

import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.model.DetectionModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a {@link Trainer} is to do.
 *
 * @param model the model, which is changed; its classes are the names
 * @param training the pictures to learn from
 * @param validation the pictures to be judged by, or null for none
 * @param names class names
 * @param hyperparameters numbers
 * @param settings settings
 * @param folder the folder of the run
 * @param options what opt.yaml says besides the settings, such as the files' names
 * @param listeners are told how it goes
 * @param goesOn whether to go on, asked after every batch
 * @param log takes messages of one line
 */
public record TrainingTask(
    DetectionModel model,
    LabelledImages training,
    LabelledImages validation,
    List<String> names,
    Hyperparameters hyperparameters,
    TrainingSettings settings,
    Path folder,
    Map<String, Object> options,
    List<TrainingListener> listeners,
    BooleanSupplier goesOn,
    Consumer<String> log) {
  /** A task without listeners or options, which runs to its end and says nothing. */
  public TrainingTask(
      DetectionModel model,
      LabelledImages training,
      LabelledImages validation,
      List<String> names,
      Hyperparameters hyperparameters,
      TrainingSettings settings,
      Path folder) {
    this(
        model,
        training,
        validation,
        names,
        hyperparameters,
        settings,
        folder,
        Map.of(),
        List.of(),
        () -> true,
        line -> {});
  }

  /** The same with somebody to tell. */
  public TrainingTask withListeners(List<TrainingListener> all) {
    return new TrainingTask(
        model,
        training,
        validation,
        names,
        hyperparameters,
        settings,
        folder,
        options,
        List.copyOf(all),
        goesOn,
        log);
  }
}
