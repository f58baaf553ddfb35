package adjoint.yolo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.TrainingException;
import adjoint.yolo.WeightsException;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.Batch;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings of a tiny model. */
class TrainerTest {
  @TempDir private Path folder;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends a training as a kill would: in the middle of an epoch, with nothing more written. */
  private record KillIn(int epoch) implements TrainingListener {
    @Override
    public void onStep(Step step) {
      if (step.epoch() == epoch && step.batch() == 1) {
        throw new Killed();
      }
    }
  }

  private Map<String, Tensor> state(Path file) throws IOException {
    return SafeTensors.read(file).tensors();
  }

  private static void assertSameBits(Map<String, Tensor> a, Map<String, Tensor> b) {
    assertEquals(a.keySet(), b.keySet());
    a.forEach((name, tensor) -> assertTrue(tensor.sameBits(b.get(name)), name));
  }

  @Test
  void aRunLeavesItsFiles() throws IOException {
    DetectionModel model = Tiny.model();
    TrainingListener.End end = Trainer.start(Tiny.task(model, Tiny.settings(), folder)).run();
    assertEquals(3, end.rows().size());
    assertNotNull(end.validation());
    assertTrue(end.rows().get(2).trainBox() < end.rows().get(0).trainBox());
    List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
    assertEquals(4, lines.size());
    assertEquals(EpochResult.header(), lines.get(0));
    assertEquals(14 * 20 + 13, lines.get(1).length());
    assertEquals(
        Hyperparameters.low(), Hyperparameters.read(folder.resolve("hyp.yaml").toString()));
    assertTrue(Files.readString(folder.resolve("opt.yaml")).contains("epochs: 3"));
    Weights last = Weights.read(folder.resolve("weights/last.safetensors"));
    assertEquals(Tiny.NAMES, last.names());
    assertEquals("tiny", last.modelName());
    DetectionModel loaded = DetectionModel.load(last);
    assertEquals(model.stateDict().keySet(), loaded.stateDict().keySet());
    assertTrue(Files.exists(folder.resolve("weights/best.safetensors")));
    assertThrows(
        WeightsException.class,
        () -> TrainingState.read(folder.resolve("weights/last.safetensors")));
  }

  @Test
  void aKilledRunGoesOnWithTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    Trainer.start(Tiny.task(Tiny.model(), Tiny.settings(), whole)).run();
    for (int kill = 1; kill < 3; kill++) {
      Path cut = folder.resolve("cut" + kill);
      TrainingTask task = Tiny.task(Tiny.model(), Tiny.settings(), cut);
      TrainingListener killer = new KillIn(kill);
      Trainer first = Trainer.start(task.withListeners(List.of(killer)));
      assertThrows(Killed.class, first::run);
      Path checkpoint = cut.resolve("weights/last.safetensors");
      TrainingState state = TrainingState.read(checkpoint);
      assertEquals(kill - 1, state.epoch());
      TrainingTask rest = Tiny.task(Tiny.model(), state.settings(), cut);
      Trainer.resume(rest, checkpoint).run();
      assertSameBits(
          state(whole.resolve("weights/last.safetensors")),
          state(cut.resolve("weights/last.safetensors")));
      assertSameBits(
          state(whole.resolve("weights/best.safetensors")),
          state(cut.resolve("weights/best.safetensors")));
      assertEquals(
          Files.readString(whole.resolve("results.csv")),
          Files.readString(cut.resolve("results.csv")));
    }
  }

  @Test
  void bitsDoNotDependOnThreadsOrWorkers() throws IOException {
    int before = Parallel.threads();
    try {
      Parallel.setThreads(1);
      Path one = folder.resolve("one");
      Trainer.start(Tiny.task(Tiny.model(), Tiny.settings().workers(0), one)).run();
      Parallel.setThreads(2);
      Path two = folder.resolve("two");
      Trainer.start(Tiny.task(Tiny.model(), Tiny.settings().workers(2), two)).run();
      assertSameBits(
          state(one.resolve("weights/last.safetensors")),
          state(two.resolve("weights/last.safetensors")));
    } finally {
      Parallel.setThreads(before);
    }
  }

  @Test
  void everyOptimizerAndOptionTrains() throws IOException {
    List<TrainingSettings> variants = new ArrayList<>();
    variants.add(Tiny.settings().optimizer(OptimizerKind.ADAM).cosine(true).clipNorm(10));
    variants.add(Tiny.settings().optimizer(OptimizerKind.ADAMW).multiScale(true));
    variants.add(Tiny.settings().imageWeights(true).labelSmoothing(.1).savePeriod(1));
    variants.add(Tiny.settings().rectangular(true).noValidation(true).noSave(true));
    for (int i = 0; i < variants.size(); i++) {
      Path run = folder.resolve("run" + i);
      TrainingSettings settings = variants.get(i).epochs(2);
      Hyperparameters numbers = Hyperparameters.low().with("lr0", .002);
      TrainingTask task =
          new TrainingTask(
              Tiny.model(), Tiny.TRAINING, Tiny.VALIDATION, Tiny.NAMES, numbers, settings, run);
      TrainingListener.End end = Trainer.start(task).run();
      assertEquals(2, end.rows().size());
      assertTrue(Double.isFinite(end.rows().get(1).trainBox()));
      assertNotNull(end.last());
    }
    assertTrue(Files.exists(folder.resolve("run2/weights/epoch1.safetensors")));
    assertFalse(Files.exists(folder.resolve("run1/weights/epoch1.safetensors")));
  }

  @Test
  void frozenRowsStay() throws IOException {
    DetectionModel model = Tiny.model();
    Tensor before = model.parameters().get("model.0.conv.weight").value().copy();
    Tensor later = model.parameters().get("model.3.conv.weight").value().copy();
    TrainingSettings settings = Tiny.settings().epochs(1).freeze(List.of(2));
    Trainer.start(Tiny.task(model, settings, folder)).run();
    assertTrue(before.sameBits(model.parameters().get("model.0.conv.weight").value()));
    assertFalse(later.sameBits(model.parameters().get("model.3.conv.weight").value()));
  }

  @Test
  void anEndedRunSavesWhatIsFinished() throws IOException {
    int[] steps = {0};
    TrainingTask task = Tiny.task(Tiny.model(), Tiny.settings(), folder);
    TrainingTask stopped =
        new TrainingTask(
            task.model(),
            task.training(),
            task.validation(),
            task.names(),
            task.hyperparameters(),
            task.settings(),
            folder,
            Map.of(),
            List.of(),
            () -> steps[0]++ < 6,
            line -> {});
    TrainingListener.End end = Trainer.start(stopped).run();
    assertTrue(end.interrupted());
    assertEquals(1, end.rows().size());
    assertEquals(0, TrainingState.read(end.last()).epoch());
  }

  @Test
  void aLossThatIsNotFiniteNamesTheBatch() {
    DetectionModel model = Tiny.model();
    model.parameters().get("model.1.conv.weight").value().fill(Double.NaN);
    TrainingException problem =
        assertThrows(
            TrainingException.class,
            () -> Trainer.start(Tiny.task(model, Tiny.settings(), folder)).run());
    assertTrue(
        problem.getMessage().startsWith("the loss is not finite in epoch 0, batch 0 (box "),
        problem.getMessage());
    assertTrue(problem.getMessage().contains("images/train/0000"), problem.getMessage());
  }

  @Test
  void aFailedSaveIsReportedAndKeepsTheCheckpointBefore() throws IOException {
    Path weights = folder.resolve("weights");
    Path moved = folder.resolve("moved");
    TrainingListener blocker =
        new TrainingListener() {
          @Override
          public void onEpochEnd(EpochResult result) throws IOException {
            if (result.epoch() == 0) {
              Files.move(weights, moved);
            }
          }
        };
    TrainingTask task = Tiny.task(Tiny.model(), Tiny.settings(), folder);
    Trainer trainer = Trainer.start(task.withListeners(List.of(blocker)));
    TrainingException problem = assertThrows(TrainingException.class, trainer::run);
    assertTrue(problem.getMessage().contains("could not be saved"), problem.getMessage());
    assertEquals(0, TrainingState.read(moved.resolve("last.safetensors")).epoch());
  }

  @Test
  void theFirstBatchesAreShownOnce() throws IOException {
    List<Integer> shown = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(int number, Batch batch) {
            shown.add(number);
          }
        };
    TrainingTask task = Tiny.task(Tiny.model(), Tiny.settings(), folder);
    Trainer.start(task.withListeners(List.of(listener))).run();
    assertEquals(List.of(0, 1, 2), shown);
  }
}
