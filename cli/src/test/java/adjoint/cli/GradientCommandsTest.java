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

/** {@code gradcheck} and {@code derive}. */
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
}
