package adjoint.yolo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.Shared;
import adjoint.yolo.blocks.Detect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses and gradients of the reference for random predictions. */
class GoldenLossTest {
  private static final double RELATIVE = 1e-5;

  @ParameterizedTest
  @CsvSource({"loss_nc1, 1", "loss_nc80, 80"})
  void lossAndGradientsAreTheReferences(String name, int classes) throws Exception {
    SafeTensors golden = SafeTensors.read(Shared.file("golden/yolo/" + name + ".safetensors"));
    Detect head = Heads.of(classes, anchors(golden), 8, 16, 32);
    DetectionLoss loss = new DetectionLoss(head, options(golden));
    List<Variable> levels = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      levels.add(Variable.parameter(golden.tensor("pred." + i)));
    }
    DetectionLoss.Loss result = loss.compute(levels, golden.tensor("targets"));
    result.total().backward();
    assertClose(golden.tensor("loss").item(), result.total().item(), "loss");
    Tensor items = golden.tensor("items_box_obj_cls");
    assertClose(items.get(0), result.box(), "box");
    assertClose(items.get(1), result.objectness(), "objectness");
    assertClose(items.get(2), result.classes(), "classes");
    for (int i = 0; i < 3; i++) {
      double[] expected = golden.tensor("grad." + i).toDoubleArray();
      double[] actual = levels.get(i).grad().value().toDoubleArray();
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      for (int k = 0; k < expected.length; k++) {
        assertEquals(expected[k], actual[k], RELATIVE * largest, "level " + i + ", number " + k);
      }
    }
  }

  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
  }

  private static List<List<Double>> anchors(SafeTensors golden) throws Exception {
    Tensor pixels = golden.tensor("anchors_pixels");
    List<List<Double>> anchors = new ArrayList<>();
    for (int i = 0; i < pixels.size(0); i++) {
      anchors.add(Arrays.stream(pixels.select(0, i).toDoubleArray()).boxed().toList());
    }
    return anchors;
  }

  /** The gains in the file are scaled already. */
  static LossOptions options(SafeTensors golden) throws Exception {
    Map<?, ?> hyp = (Map<?, ?>) Json.parse(golden.metadata().get("hyp"));
    return new LossOptions(
        number(hyp, "box"),
        number(hyp, "obj"),
        number(hyp, "cls"),
        number(hyp, "obj_pw"),
        number(hyp, "cls_pw"),
        number(hyp, "anchor_t"),
        number(hyp, "fl_gamma"),
        number(hyp, "label_smoothing"),
        false);
  }

  private static double number(Map<?, ?> map, String key) {
    return ((Number) map.get(key)).doubleValue();
  }
}
