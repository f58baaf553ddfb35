package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph}. */
class GraphCommandTest {
  @TempDir Path folder;

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
