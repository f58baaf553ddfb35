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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void showsThreeWaysToTheGradientOfTheMatrixLayers() {
    CommandRun run = CommandRun.of("gradcheck", "covpool", "sqrtm");
    assertEquals(0, run.exitCode(), run.err());
    for (int n : new int[] {1, 2, 3, 5, 7}) {
      assertTrue(run.out().contains("\nsqrtm, N = " + n + "\n"), run.out());
    }
    assertTrue(run.out().contains("tape     differences"), run.out());
    Matcher distances =
        Pattern.compile("rule and tape (\\S+), rule and differences (\\S+)\n").matcher(run.out());
    int found = 0;
    while (distances.find()) {
      assertTrue(Double.parseDouble(distances.group(1)) < 1e-12, distances.group());
      assertTrue(Double.parseDouble(distances.group(2)) < 1e-7, distances.group());
      found++;
    }
    assertEquals(8, found);
  }

  @Test
  void threeWaysInJson() throws IOException {
    CommandRun run = CommandRun.of("gradcheck", "sqrtm", "exp", "--json");
    List<?> rows = (List<?>) Json.parse(run.out());
    List<?> ways = (List<?>) ((Map<?, ?>) rows.get(0)).get("three_ways");
    assertEquals(5, ways.size());
    assertTrue(((Number) ((Map<?, ?>) ways.get(0)).get("rule_and_tape")).doubleValue() < 1e-12);
    assertFalse(((Map<?, ?>) rows.get(1)).containsKey("three_ways"));
  }

  @ParameterizedTest
  @CsvSource({
    "covpool, CP-B",
    "sqrtm, SQ-B4",
    "se, diag(a)",
    "selayer, diag(a)",
    "simam, gd[i]",
    "soca, gSigma",
    "attention2d, tau",
    "dynamic, gW_k"
  })
  void derivesTheAttentionModules(String name, String part) throws IOException {
    CommandRun run = CommandRun.of("derive", name);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(part), run.out());
    assertTrue(run.out().contains("largest distance between rule and differences"), run.out());
    Map<?, ?> json = (Map<?, ?>) Json.parse(CommandRun.of("derive", name, "--json").out());
    assertTrue(json.get("backward").toString().contains(part), json.toString());
    Map<?, ?> example = (Map<?, ?>) json.get("example");
    assertTrue(((Number) example.get("largest_distance")).doubleValue() < 1e-7);
    Path page = folder.resolve(name + ".html");
    assertEquals(0, CommandRun.of("derive", name, "--html", page.toString()).exitCode());
    String html = Files.readString(page);
    assertTrue(html.contains("class=\"chapter\""), "the documentation is missing");
    String chapter = html.substring(html.indexOf("class=\"chapter\""));
    assertFalse(chapter.contains("```") || chapter.contains("<code>gX"), "not typeset");
    assertFalse(html.contains("src=\"http") || html.contains("<!-- generated"), "not clean");
  }

  @Test
  void showsTheConvergence() throws IOException {
    String text = CommandRun.of("derive", "sqrtm", "--convergence").out();
    assertTrue(text.contains("N = 20"), text);
    List<?> rows =
        (List<?>) Json.parse(CommandRun.of("derive", "sqrtm", "--convergence", "--json").out());
    List<?> first = (List<?>) ((Map<?, ?>) rows.get(0)).get("distances");
    List<?> last = (List<?>) ((Map<?, ?>) rows.get(rows.size() - 1)).get("distances");
    for (int i = 1; i < last.size(); i++) {
      assertTrue(number(last.get(i)) < number(last.get(i - 1)), "each step comes nearer");
    }
    assertTrue(number(first.get(first.size() - 1)) < 1e-12);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
