package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.ModelFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DetectionModelTest {
  private static DetectionModel fresh;

  @BeforeAll
  static void build() {
    fresh =
        DetectionModel.build(
            ModelFiles.read("yolov5n").withClasses(2), ModuleRegistry.standard(), new Generator(7));
  }

  @Test
  void freshNormsHaveSeenOneBlackImage() {
    int norms = 0;
    for (Module module : fresh.modules()) {
      if (module instanceof BatchNorm2d norm) {
        norms++;
        assertEquals(1e-3, norm.eps());
        assertEquals(0.03, norm.momentum());
        for (double variance : norm.runningVar().toDoubleArray()) {
          assertEquals(0.9, variance, 1e-7);
        }
        assertEquals(0, norm.runningMean().abs().max().item());
      }
    }
    assertEquals(57, norms);
    assertEquals(1, fresh.stateDict().get("model.0.bn.num_batches_tracked").item());
  }

  @Test
  void freshBiasesExpectFewObjects() {
    double[] objectness = {-6.684612, -5.298317, -3.912023};
    for (int level = 0; level < 3; level++) {
      Tensor weight = fresh.stateDict().get("model.24.m." + level + ".weight");
      double bound = 1 / Math.sqrt(weight.size(1));
      double[] bias = fresh.stateDict().get("model.24.m." + level + ".bias").toDoubleArray();
      for (int i = 0; i < bias.length; i++) {
        int k = i % 7;
        double shift = k < 4 ? 0 : k == 4 ? objectness[level] : -0.510827;
        assertEquals(shift, bias[i], bound + 1e-6, "bias " + i + " of level " + level);
      }
    }
  }

  @Test
  void oneClassHasItsKnownShift() {
    DetectionModel model =
        DetectionModel.build(
            ModelFiles.read("yolov5n").withClasses(1), ModuleRegistry.standard(), new Generator(7));
    double bias = model.stateDict().get("model.24.m.0.bias").get(5);
    assertEquals(13.304685, bias, 1 / Math.sqrt(64) + 1e-6);
  }

  @Test
  void sameSeedGivesTheSameModel() {
    DetectionModel again =
        DetectionModel.build(
            ModelFiles.read("yolov5n").withClasses(2), ModuleRegistry.standard(), new Generator(7));
    Map<String, Tensor> state = again.stateDict();
    fresh.stateDict().forEach((name, tensor) -> assertTrue(tensor.sameBits(state.get(name)), name));
    assertTrue(state.get("model.3.conv.weight").abs().max().item() > 0);
  }

  @Test
  void savedRowsAreThoseThatLaterRowsName() {
    assertEquals(List.of(4, 6, 10, 14, 17, 20, 23), fresh.savedRows());
  }

  @Test
  void anchorsAreInCells() {
    double[] anchors = fresh.detect().anchors().toDoubleArray();
    assertArrayEquals(new double[] {1.25, 1.625, 2, 3.75, 4.125, 2.875}, first(anchors, 6), 1e-6);
    assertEquals(373 / 32.0, anchors[16], 1e-6);
  }

  private static double[] first(double[] values, int count) {
    return java.util.Arrays.copyOf(values, count);
  }

  @Test
  void anchorsAgainstTheStridesAreTurned() {
    ModelDescription model = ModelFiles.read("yolov5n");
    List<List<Double>> turned =
        List.of(model.anchors().get(2), model.anchors().get(1), model.anchors().get(0));
    DetectionModel built =
        Models.zeros(
            new ModelDescription(
                model.name(),
                model.source(),
                model.classes(),
                model.channels(),
                model.depthMultiple(),
                model.widthMultiple(),
                turned,
                model.anchorsPerLevel(),
                null,
                model.rows()));
    // Divided by the strides of the levels they were written for, as the reference does.
    double[] anchors = built.detect().anchors().toDoubleArray();
    assertArrayEquals(
        new double[] {10 / 32.0, 13 / 32.0, 116 / 8.0, 90 / 8.0},
        new double[] {anchors[0], anchors[1], anchors[12], anchors[13]},
        1e-6);
  }

  @Test
  void gradientsReachEveryParameter() {
    Variable images =
        Variable.of(Tensor.rand(new Generator(3), adjoint.tensor.DType.F32, 2, 3, 64, 64));
    Variable sum = null;
    for (Variable level : fresh.raw(images)) {
      Variable term = level.square().sum();
      sum = sum == null ? term : sum.add(term);
    }
    sum.backward();
    fresh
        .parameters()
        .forEach((name, p) -> assertTrue(p.grad() != null && isFinite(p.grad()), name));
    fresh.zeroGrad();
    assertNull(fresh.parameters().values().iterator().next().grad());
  }

  private static boolean isFinite(Variable gradient) {
    return Double.isFinite(gradient.value().abs().sum().item());
  }

  @Test
  void predictingInTrainingModeIsAnError() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> fresh.predict(Tensor.zeros(1, 3, 64, 64)));
    assertEquals("predict: the model is in training mode; call eval() first", e.getMessage());
  }

  @Test
  void imagesOfAnotherShapeAreAnError() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> fresh.raw(Variable.of(Tensor.zeros(1, 3, 64, 65))));
    assertEquals(
        "yolov5n takes images of shape [batch, 3, height, width] with height and width multiples of"
            + " 32, got [1, 3, 64, 65]",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> fresh.raw(Variable.of(Tensor.zeros(3, 64, 64))));
    assertThrows(
        IllegalArgumentException.class, () -> fresh.raw(Variable.of(Tensor.zeros(1, 1, 64, 64))));
  }

  @Test
  void otherChannelCountsAndActivationsBuild() {
    String text =
        """
        nc: 3
        ch: 1
        activation: nn.LeakyReLU(0.1)
        depth_multiple: 1
        width_multiple: 1
        anchors: 2
        backbone: [[-1, 1, Conv, [8, 3, 2]]]
        head: [[[-1], 1, Detect, [nc, anchors]]]
        """;
    DetectionModel model = Models.zeros(ModelFileReader.parse("grey", "grey.yaml", text));
    assertEquals("LeakyReLU(negative_slope=0.1)", act(model).toString());
    assertArrayEquals(
        new int[] {1, 2 * 16 * 16, 8}, model.predict(Tensor.zeros(1, 1, 32, 32)).shape());
    ModelFileException e =
        assertThrows(
            ModelFileException.class,
            () ->
                Models.zeros(
                    ModelFileReader.parse(
                        "grey", "grey.yaml", text.replace("LeakyReLU(0.1)", "Tanhh()"))));
    assertTrue(
        e.getMessage().startsWith("grey.yaml: unknown activation \"nn.Tanhh()\"; known are "),
        e.getMessage());
  }

  private static Module act(DetectionModel model) {
    return model.layers().get(0).module().children().get("act");
  }
}
