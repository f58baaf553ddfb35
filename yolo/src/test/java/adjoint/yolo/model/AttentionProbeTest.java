package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.nn.attention.Attention;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.checkpoint.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights of attention modules, in models that took over a plain model's weights. */
class AttentionProbeTest {
  private static DetectionModel model(String name, boolean fused) {
    DetectionModel plain = Models.zeros("yolov5n");
    Models.fill(plain);
    if (fused) {
      plain.fuse();
    }
    Weights weights =
        new Weights(
            Path.of("plain.pt"),
            plain.stateDict(),
            null,
            plain.classes(),
            "yolov5n",
            null,
            null,
            plain.detect().anchors(),
            fused,
            Map.of());
    DetectionModel model =
        DetectionModel.initial(
            ModelFiles.read(name), ModuleRegistry.standard(), new Generator(1), fused);
    TransferReport report = WeightTransfer.forInference(weights, model);
    assertEquals(plain.stateDict().size(), report.tensors() + replaced(name, fused));
    assertFalse(model.isTraining());
    return model;
  }

  /** Tensors of the plain model's rows that the variant does without. */
  private static int replaced(String name, boolean fused) {
    return name.endsWith("dynamic") ? (fused ? 4 : 12) : 0;
  }

  private static List<AttentionProbe> probes(String name, boolean fused) {
    return AttentionProbe.of(model(name, fused), Models.images(1, 64, 96).to(DType.F32));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void positions(boolean fused) {
    List<AttentionProbe> probes = probes("yolov5n-simam-c3", fused);
    assertEquals(List.of(3, 6, 9, 12), probes.stream().map(AttentionProbe::row).toList());
    AttentionProbe first = probes.get(0);
    assertEquals("model.3", first.path());
    assertEquals("SimAM", first.module());
    assertEquals(Attention.Target.POSITIONS, first.target());
    assertEquals(List.of(1, 32, 16, 24), shape(first.weights()));
    assertTrue(first.weights().min().item() > 0.62 && first.weights().max().item() <= 1);
  }

  @ParameterizedTest
  @CsvSource({"se, 9", "selayer, 9", "soca, 24"})
  void channels(String variant, int row) {
    List<AttentionProbe> probes = probes("yolov5n-" + variant, true);
    assertEquals(1, probes.size());
    assertEquals(row, probes.get(0).row());
    assertEquals(Attention.Target.CHANNELS, probes.get(0).target());
    assertEquals(List.of(1, 256), shape(probes.get(0).weights()));
  }

  @Test
  void kernels() {
    List<AttentionProbe> probes = probes("yolov5n-dynamic", false);
    assertEquals(List.of(10, 14), probes.stream().map(AttentionProbe::row).toList());
    for (AttentionProbe probe : probes) {
      assertEquals(Attention.Target.KERNELS, probe.target());
      assertEquals(List.of(1, 4), shape(probe.weights()));
      assertEquals(1, probe.weights().sum().item(), 1e-6);
    }
  }

  @Test
  void repeatedModulesAreSeenEach() {
    DetectionModel model =
        DetectionModel.outline(ModelFiles.read("yolov5l-simam"), ModuleRegistry.standard());
    assertEquals(
        List.of("model.10.0", "model.10.1", "model.10.2"),
        List.copyOf(AttentionProbe.attentionModules(model).keySet()));
  }

  private static List<Integer> shape(Tensor x) {
    return Arrays.stream(x.shape()).boxed().toList();
  }
}
