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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of one model in another, and the attention modules' weights looked at. */
class WeightTransferTest {
  private static final DetectionModel PLAIN = Models.zeros("yolov5n");

  static {
    Models.fill(PLAIN);
  }

  private static WeightTransfer transfer(String name) {
    Weights weights =
        new Weights(
            Path.of("plain.safetensors"),
            PLAIN.stateDict(),
            null,
            null,
            "yolov5n",
            null,
            null,
            null,
            false,
            Map.of());
    return WeightTransfer.of(
        weights, ModelFiles.read(name), ModuleRegistry.standard(), new Generator(1));
  }

  @ParameterizedTest
  @CsvSource({
    "yolov5n, 0, 24, 24",
    "yolov5n-simam, 0, 24, 25",
    "yolov5n-simam-c3, 0, 24, 28",
    "yolov5n-se, 1, 24, 25",
    "yolov5n-soca, 1, 24, 25",
    "yolov5n-dynamic, 2, 24, 24",
    "yolov5n-dynamic, 2, 13, 13"
  })
  void rowsAreFoundAgain(String name, int newRows, int plainRow, int row) {
    WeightTransfer transfer = transfer(name);
    assertEquals(newRows, transfer.newRows().size(), transfer.newRows().toString());
    assertFalse(transfer.model().isTraining());
    Map<String, Tensor> own = transfer.model().stateDict();
    String prefix = "model." + plainRow + ".";
    PLAIN
        .stateDict()
        .forEach(
            (key, tensor) -> {
              if (key.startsWith(prefix)) {
                String there = key.replace(prefix, "model." + row + ".");
                assertTrue(tensor.sameBits(own.get(there)), there);
              }
            });
    int rest = own.size() - transfer.taken();
    assertTrue(newRows == 0 ? rest == 0 : rest > 0 && rest <= 8, rest + " tensors left");
  }

  @Test
  void anotherWidthTakesNothingButWhatHasTheSameShape() {
    WeightTransfer transfer = transfer("yolov5s");
    assertTrue(transfer.taken() < transfer.total() / 2, transfer.taken() + " tensors");
  }

  @Test
  void weightsOfEveryModuleAreSeen() {
    DetectionModel model = transfer("yolov5n-simam-c3").model();
    Tensor image = Models.images(1, 64, 96).to(DType.F32);
    List<AttentionProbe> probes = AttentionProbe.of(model, image);
    assertEquals(List.of(3, 6, 9, 12), probes.stream().map(AttentionProbe::row).toList());
    AttentionProbe first = probes.get(0);
    assertEquals("model.3", first.path());
    assertEquals("SimAM", first.module());
    assertEquals(Attention.Target.POSITIONS, first.target());
    assertEquals(List.of(1, 32, 16, 24), list(first.weights()));
    assertTrue(first.weights().min().item() > 0.62 && first.weights().max().item() <= 1);
    probes = AttentionProbe.of(transfer("yolov5n-dynamic").model(), image);
    assertEquals(Attention.Target.KERNELS, probes.get(1).target());
    assertEquals(1, probes.get(1).weights().sum().item(), 1e-6);
    probes = AttentionProbe.of(transfer("yolov5n-soca").model(), image);
    assertEquals(List.of(1, 256), list(probes.get(0).weights()));
  }

  private static List<Integer> list(Tensor x) {
    return java.util.Arrays.stream(x.shape()).boxed().toList();
  }
}
