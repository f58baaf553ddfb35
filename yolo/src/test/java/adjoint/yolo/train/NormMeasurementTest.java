package adjoint.yolo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.Batch;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModuleRegistry;
import adjoint.yolo.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that starts with weights whose batch norms are folded. */
class NormMeasurementTest {
  @TempDir Path folder;

  /** A model with norms that are not the ones of a fresh model. */
  private static DetectionModel learnt() {
    DetectionModel model = Tiny.model();
    Generator random = new Generator(5);
    for (Module module : model.modules()) {
      if (module instanceof BatchNorm2d norm) {
        int channels = norm.channels();
        norm.weight().value().assign(Tensor.rand(random, DType.F32, channels).add(.5));
        norm.bias().value().assign(Tensor.randn(random, DType.F32, channels).mul(.1));
        norm.runningMean().assign(Tensor.randn(random, DType.F32, channels).mul(.1));
        norm.runningVar().assign(Tensor.rand(random, DType.F32, channels).add(.5));
      }
    }
    model.eval();
    return model;
  }

  private static Weights folded(DetectionModel model) {
    DetectionModel copy = model.copy();
    copy.fuse();
    return new Weights(
        Path.of("folded.safetensors"),
        copy.stateDict(),
        Tiny.NAMES,
        copy.classes(),
        "tiny",
        null,
        null,
        copy.detect().anchors(),
        true,
        Map.of());
  }

  private static DetectionModel unfolded(DetectionModel model) {
    DetectionModel fresh =
        DetectionModel.build(model.description(), ModuleRegistry.standard(), new Generator(2));
    WeightTransfer.apply(folded(model), fresh, true, false);
    fresh.eval();
    return fresh;
  }

  /** Pictures of random numbers, of which a batch's statistics are close to all batches'. */
  private static Batch batch(int seed) {
    Tensor images = Tensor.rand(new Generator(seed), DType.F32, 8, 3, 64, 64).mul(255).to(DType.U8);
    return new Batch(images, Tensor.zeros(0, 6), List.of());
  }

  private static double[] raw(DetectionModel model, Tensor images) {
    return Autograd.noGrad(
        () -> model.raw(Variable.of(ImageScaling.unit(images))).get(0).value().toDoubleArray());
  }

  @Test
  void theModelComputesTheSame() {
    DetectionModel model = learnt();
    DetectionModel fresh = unfolded(model);
    Tensor images = batch(1).images();
    assertArrayEquals(raw(model, images), raw(fresh, images), 1e-5, "unfolded");
    List<BatchNorm2d> norms = NormMeasurement.waiting(fresh);
    assertFalse(norms.isEmpty());
    NormMeasurement.apply(fresh, norms, List.of(batch(1), batch(2)).iterator());
    assertTrue(fresh.isTraining());
    assertTrue(NormMeasurement.waiting(fresh).isEmpty());
    fresh.eval();
    assertArrayEquals(raw(model, images), raw(fresh, images), 1e-5, "measured");
  }

  @Test
  void aMeasuredModelComputesNearlyTheSameInTraining() {
    DetectionModel model = learnt();
    Tensor images = batch(3).images();
    double[] expected = raw(model, images);
    double[] distances = new double[2];
    for (int measured = 0; measured < 2; measured++) {
      DetectionModel fresh = unfolded(model);
      if (measured == 1) {
        List<Batch> batches = List.of(batch(1), batch(2));
        NormMeasurement.apply(fresh, NormMeasurement.waiting(fresh), batches.iterator());
      }
      fresh.train();
      double[] actual = raw(fresh, images);
      for (int i = 0; i < actual.length; i++) {
        distances[measured] += Math.abs(actual[i] - expected[i]) / actual.length;
      }
    }
    assertTrue(distances[0] > 20 * distances[1], distances[0] + " against " + distances[1]);
  }

  @Test
  void aFreshModelHasNothingToMeasure() {
    assertEquals(List.of(), NormMeasurement.waiting(Tiny.model()));
  }

  @Test
  void aTrainerMeasuresBeforeItStarts() throws IOException {
    DetectionModel fresh = unfolded(learnt());
    List<String> log = new ArrayList<>();
    TrainingTask task =
        new TrainingTask(
            fresh,
            Tiny.TRAINING,
            Tiny.VALIDATION,
            Tiny.NAMES,
            Hyperparameters.low(),
            Tiny.settings().epochs(1),
            folder,
            Map.of(),
            List.of(),
            () -> true,
            log::add);
    Trainer.start(task).run();
    assertTrue(log.stream().anyMatch(line -> line.contains("that were folded")), log.toString());
    assertTrue(NormMeasurement.waiting(fresh).isEmpty());
  }
}
