package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.WeightsException;
import adjoint.yolo.checkpoint.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights carried into models with rows more or less. */
class WeightTransferTest {
  private static Weights weights(DetectionModel model) {
    return weights(model, false);
  }

  private static Weights weights(DetectionModel model, boolean folded) {
    return new Weights(
        Path.of("plain.pt"),
        model.stateDict(),
        null,
        model.classes(),
        model.name(),
        null,
        null,
        model.detect().anchors(),
        folded,
        Map.of());
  }

  private static DetectionModel filled(String name) {
    DetectionModel model = Models.zeros(name);
    Models.fill(model);
    return model;
  }

  private static int source(TransferReport report, int row) {
    return report.rows().stream()
        .filter(entry -> entry.row() == row)
        .findFirst()
        .orElseThrow()
        .source();
  }

  @Test
  void rowsBehindAnInsertedBlockKeepTheirWeights() {
    DetectionModel plain = filled("yolov5n");
    DetectionModel attention = Models.zeros("yolov5n-se");
    TransferReport report = WeightTransfer.apply(weights(plain), attention, true, false);
    assertEquals(8, source(report, 8));
    assertEquals(-1, source(report, 9));
    assertEquals(9, source(report, 10));
    assertEquals(24, source(report, 25));
    assertEquals(349, report.tensors());
    assertEquals(351, report.ofTensors());
    Map<String, Tensor> state = attention.stateDict();
    plain
        .stateDict()
        .forEach(
            (name, tensor) -> {
              int row = Integer.parseInt(name.split("\\.")[1]);
              String moved = row < 9 ? name : name.replaceFirst("\\d+", Integer.toString(row + 1));
              assertTrue(tensor.sameBits(state.get(moved)), name);
            });
    assertTrue(report.lines().get(0).startsWith("rows 0 to 8 from rows 0 to 8"));
    assertEquals("row  9 SE             starts anew", report.lines().get(1));
  }

  @Test
  void andBack() {
    DetectionModel attention = filled("yolov5n-se");
    DetectionModel plain = Models.zeros("yolov5n");
    TransferReport report = WeightTransfer.apply(weights(attention), plain, true, false);
    assertEquals(349, report.tensors());
    assertEquals(10, source(report, 9));
    assertEquals(25, source(report, 24));
  }

  @Test
  void everyAttentionVariantTakesAllThatThePlainModelHas() {
    Weights plain = weights(filled("yolov5n"));
    for (String name : List.of("soca", "selayer", "simam", "simam-c3")) {
      DetectionModel model = Models.zeros("yolov5n-" + name);
      assertEquals(349, WeightTransfer.apply(plain, model, true, false).tensors(), name);
    }
  }

  @Test
  void foldedWeightsFillAnAttentionVariantToo() {
    Weights folded = weights(filled("yolov5n").fuse(), true);
    DetectionModel model = Models.zeros("yolov5n-soca");
    TransferReport report = WeightTransfer.apply(folded, model, true, false);
    assertEquals(349, report.tensors());
    assertEquals(24, source(report, 25));
    Map<String, Tensor> state = model.stateDict();
    Tensor bias = folded.state().get("model.9.cv2.conv.bias");
    assertTrue(bias.sameBits(state.get("model.9.cv2.bn.bias")));
    assertTrue(Tensor.ones(bias.shape()).sameBits(state.get("model.9.cv2.bn.weight")));
  }

  @Test
  void anotherNumberOfClassesKeepsAllButTheLastConvolutions() {
    Weights plain = weights(filled("yolov5n"));
    DetectionModel model = Models.zeros(ModelFiles.read("yolov5n").withClasses(3));
    Tensor anchors = model.detect().anchors().copy();
    TransferReport report = WeightTransfer.apply(plain, model, false, false);
    assertEquals(342, report.tensors());
    assertTrue(anchors.sameBits(model.detect().anchors()));
    TransferReport.Row head = report.rows().get(report.rows().size() - 1);
    assertEquals(24, head.source());
    assertEquals(0, head.taken());
  }

  @Test
  void anInsertedBlockCanStartCloseToTheIdentity() {
    DetectionModel plain = filled("yolov5n");
    DetectionModel soca =
        DetectionModel.build(
            ModelFiles.read("yolov5n-soca"), ModuleRegistry.standard(), new Generator(0));
    TransferReport report = WeightTransfer.apply(weights(plain), soca, true, true);
    assertTrue(report.lines().contains("row 24 SOCA           starts close to the identity"));
    soca.eval();
    Tensor image = Models.images(1, 64, 96).to(DType.F32);
    double[] expected = plain.predict(image).toDoubleArray();
    assertArrayEquals(expected, soca.predict(image).toDoubleArray(), 5, "pixels");
  }

  @Test
  void refusesWhatDoesNotFit() {
    DetectionModel model = Models.zeros("yolov5n");
    Weights other =
        new Weights(
            Path.of("other.pt"),
            Map.of("layer.weight", Tensor.zeros(1)),
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            Map.of());
    assertThrows(WeightsException.class, () -> WeightTransfer.apply(other, model, true, false));
  }
}
