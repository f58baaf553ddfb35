package adjoint.yolo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.Shared;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AveragePrecisionGoldenTest {
  @Test
  void equalsTheReference() throws IOException {
    Map<String, Tensor> golden =
        SafeTensors.read(Shared.file("golden/yolo/average_precision.safetensors")).tensors();
    AveragePrecision figures =
        AveragePrecision.of(
            flags(golden.get("tp")),
            golden.get("conf").toDoubleArray(),
            integers(golden.get("pred_cls")),
            integers(golden.get("target_cls")));

    assertEquals(golden.get("unique_classes").size(0), figures.classes().size());
    for (int c = 0; c < figures.classes().size(); c++) {
      ClassMetrics actual = figures.classes().get(c);
      assertEquals(golden.get("unique_classes").get(c), actual.index());
      assertEquals(golden.get("precision").get(c), actual.precision(), 1e-6);
      assertEquals(golden.get("recall").get(c), actual.recall(), 1e-6);
      assertEquals(golden.get("f1").get(c), actual.f1(), 1e-6);
      for (int k = 0; k < 10; k++) {
        assertEquals(golden.get("ap").get(c, k), actual.averagePrecision()[k], 1e-6);
      }
    }
  }

  private static boolean[][] flags(Tensor tensor) {
    double[] values = tensor.to(DType.F64).toDoubleArray();
    boolean[][] flags = new boolean[tensor.size(0)][tensor.size(1)];
    for (int i = 0; i < values.length; i++) {
      flags[i / flags[0].length][i % flags[0].length] = values[i] != 0;
    }
    return flags;
  }

  private static int[] integers(Tensor tensor) {
    return Arrays.stream(tensor.toDoubleArray()).mapToInt(value -> (int) value).toArray();
  }
}
