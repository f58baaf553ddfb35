package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code bench}: what it reports, not how fast anything is. */
class BenchCommandTest {
  private static final List<String> SHORT =
      List.of("--millis", "1", "--threads", "1", "--json", "--model", "yolov5-shapes");

  @Test
  void reportsKernelsAndLatency() throws FormatException {
    Map<?, ?> report = report("--img", "64");
    assertPlausible((Map<?, ?>) report.get("gemm"), "share_of_peak");
    Map<?, ?> convolutions = (Map<?, ?>) ((List<?>) report.get("convolution")).get(0);
    assertPlausible(convolutions, "share_of_peak");
    int times = 0;
    for (Object row : (List<?>) convolutions.get("rows")) {
      assertPlausible((Map<?, ?>) row, "share_of_peak");
      times += ((Number) ((Map<?, ?>) row).get("times")).intValue();
    }
    assertEquals(times, ((Number) convolutions.get("times")).intValue());
    assertTrue(times > 30, "only " + times + " convolutions");
    Map<?, ?> latency = (Map<?, ?>) ((List<?>) report.get("latency")).get(0);
    assertEquals(64, ((Number) latency.get("image_size")).intValue());
    assertTrue(((Number) latency.get("ms")).doubleValue() > 0);
  }

  @Test
  void reportsGradientsAndTrainingSteps() throws FormatException {
    Map<?, ?> report = report("--train");
    Map<?, ?> gradients = (Map<?, ?>) report.get("gradients");
    assertPlausible(gradients, "input_share_of_peak");
    assertPlausible(gradients, "weight_share_of_peak");
    List<?> rows = (List<?>) gradients.get("rows");
    // Nobody needs the gradient of the images.
    assertFalse(((Map<?, ?>) rows.get(0)).containsKey("input_ms"));
    assertTrue(((Map<?, ?>) rows.get(1)).containsKey("input_ms"));
    Map<?, ?> step = (Map<?, ?>) ((List<?>) report.get("training")).get(0);
    assertTrue(((Number) step.get("activation_mb")).doubleValue() > 0);
  }

  private static void assertPlausible(Map<?, ?> row, String key) {
    double share = ((Number) row.get(key)).doubleValue();
    assertTrue(share > 0 && share < 2, row.toString());
  }

  private static Map<?, ?> report(String... arguments) throws FormatException {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(SHORT);
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    return (Map<?, ?>) Json.parse(run.out());
  }
}
