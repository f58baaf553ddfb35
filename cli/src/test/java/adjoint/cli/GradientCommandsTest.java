package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradcheck}, {@code derive} and {@code graph}. */
class GradientCommandsTest {
  @TempDir Path folder;

  @Test
  void checksNamedOperations() {
    CommandRun run = CommandRun.of("gradcheck", "sqrt", "softmax", "--second-order");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("2 checked, 0 failed"), run.out());
  }

  @Test
  void reportsInJson() throws IOException {
    CommandRun run = CommandRun.of("gradcheck", "sqrt", "--json");
    Map<?, ?> row = (Map<?, ?>) ((List<?>) Json.parse(run.out())).get(0);
    assertTrue(((String) row.get("op")).equalsIgnoreCase("sqrt"));
    assertEquals(true, row.get("passed"));
    assertTrue(((Number) row.get("max_error")).doubleValue() < 1e-6);
    assertNull(row.get("second_order_max_error"));
  }

  @Test
  void derivesInTheTerminalAndOnAPage() throws IOException {
    CommandRun run = CommandRun.of("derive", "softmax");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("gx[i] = y[i] (gy[i] - sum over j of gy[j] y[j])"), run.out());
    Path page = folder.resolve("softmax.html");
    assertEquals(0, CommandRun.of("derive", "softmax", "--html", page.toString()).exitCode());
    String html = Files.readString(page);
    assertTrue(html.contains("<math"), "no mathematics on the page");
    assertFalse(html.contains("src=\"http"), "the page loads something");
  }

  @Test
  void drawsAnOperation() throws IOException {
    CommandRun run = CommandRun.of("graph", "SOFTMAX");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("Softmax") && run.out().contains("incoming gradient"), run.out());
    Path svg = folder.resolve("softmax.svg");
    Path dot = folder.resolve("softmax.dot");
    assertEquals(
        0,
        CommandRun.of("graph", "softmax", "--svg", svg.toString(), "--dot", dot.toString())
            .exitCode());
    assertTrue(Files.readString(svg).startsWith("<svg"));
    assertTrue(Files.readString(dot).startsWith("digraph"));
  }

  @Test
  void drawsAModelWithItsRowsAndParameters() throws IOException {
    Path page = folder.resolve("yolov5n.html");
    CommandRun run =
        CommandRun.of("graph", "--cfg", "yolov5n", "--img", "64", "--html", page.toString());
    assertEquals(0, run.exitCode(), run.err());
    String html = Files.readString(page);
    assertTrue(html.contains("model.0.conv.weight F32[16, 3, 6, 6]"), "no first weight");
    assertTrue(html.contains("row 9 SPPF"), "no row 9");
    assertTrue(html.contains("gradient "), "no gradients");
    assertFalse(html.contains("src=\"http"), "the page loads something");
  }

  @Test
  void wantsEitherAnOperationOrAModel() {
    assertTrue(CommandRun.refused("graph").contains("either an operation or a model"));
    CommandRun.refused("graph", "softmax", "--cfg", "yolov5n");
    CommandRun.refused("graph", "no-such-operation");
    CommandRun.refused("graph", "--cfg", "no-such-model");
  }
}
