package adjoint.nn.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Sample;
import adjoint.autograd.catalog.ThreeWays;
import adjoint.autograd.explain.MathMl;
import adjoint.nn.matrix.PlainSqrtm.Slip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about covariance pooling and the square root say what the code does. */
class MatrixPagesTest {
  private static final String FOLDER = "nn/src/main/java/adjoint/nn/matrix/";
  private static final List<Integer> ITERATIONS = List.of(1, 2, 3, 5, 7);

  private static final GeneratedPage POOLING =
      new GeneratedPage("covariance-pooling.md", FOLDER + "Covpool.java")
          .with("three ways", () -> threeWays("covpool"));

  private static final GeneratedPage ROOT =
      new GeneratedPage("matrix-square-root.md", FOLDER + "Sqrtm.java")
          .with("three ways", () -> threeWays("sqrtm"))
          .with("slips", MatrixPagesTest::slips)
          .with("failing checks", MatrixPagesTest::failingChecks)
          .with("convergence", MatrixPagesTest::convergence);

  static Stream<GeneratedPage> pages() {
    return Stream.of(POOLING, ROOT);
  }

  private static String threeWays(String operation) {
    StringBuilder table = new StringBuilder();
    table.append("| sample | size of the gradient | rule and tape | rule and differences |\n");
    table.append("|---|---|---|---|\n");
    List<Sample> samples = new ArrayList<>(Catalog.find(operation).samples());
    samples.sort(Comparator.comparing(Sample::name));
    for (Sample sample : samples) {
      if (sample.plain() != null) {
        ThreeWays ways = ThreeWays.of(sample);
        String shape = sample.operands().stream().map(o -> shape(o.shape())).findFirst().get();
        table.append("| ").append(sample.name()).append(", ").append(shape).append(" | ");
        double size = ways.rule().abs().max().item();
        table.append(String.format(Locale.ROOT, "%.3f | ", size));
        table.append(bound(ways.ruleAndTape())).append(" | ");
        table.append(bound(ways.ruleAndDifferences())).append(" |\n");
      }
    }
    return table.toString();
  }

  private static String shape(int... sizes) {
    return java.util.Arrays.stream(sizes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" x "));
  }

  /** The power of ten above a number; rounding errors are all alike. */
  private static String bound(double value) {
    return "below 1e" + Math.max(-14, (int) Math.ceil(Math.log10(value)));
  }

  private static String slips() {
    StringBuilder table = new StringBuilder("| slip |");
    ITERATIONS.forEach(n -> table.append(" N = ").append(n).append(" |"));
    table.append(" N = 5, symmetric G |\n|---|").append("---|".repeat(ITERATIONS.size() + 1));
    table.append('\n');
    for (Slip slip : Slip.values()) {
      table.append("| ").append(slip.description()).append(" |");
      for (int n : ITERATIONS) {
        table.append(' ').append(number(Slips.error(slip, n, false))).append(" |");
      }
      table.append(' ').append(number(Slips.error(slip, 5, true))).append(" |\n");
    }
    table.append("| *size of the gradient* |");
    ITERATIONS.forEach(n -> table.append(' ').append(number(Slips.size(n))).append(" |"));
    return table.append(" |\n").toString();
  }

  private static String number(double value) {
    return value < 1e-11 ? "below 1e-11" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String failingChecks() {
    StringBuilder text = new StringBuilder();
    for (Slip slip : Slip.values()) {
      int n = slip == Slip.UNSCALED_FIRST_STEP ? 1 : 5;
      String verdict = Slips.verdict(slip, n);
      text.append(slip.description()).append(", N = ").append(n).append(":\n\n```text\n");
      String shown = verdict == null ? "passed" : verdict.replaceAll("(\\.[0-9]{5})[0-9]+", "$1");
      text.append(shown).append("\n```\n\n");
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String convergence() {
    StringBuilder table = new StringBuilder("| condition number |");
    Convergence.ITERATIONS.forEach(n -> table.append(" N = ").append(n).append(" |"));
    table.append("\n|---|").append("---|".repeat(Convergence.ITERATIONS.size())).append('\n');
    for (Convergence row : Convergence.table()) {
      table.append(String.format(Locale.ROOT, "| %.0f |", row.condition()));
      row.distances()
          .forEach(
              distance ->
                  table.append(
                      distance < 1e-10
                          ? " below 1e-10 |"
                          : String.format(Locale.ROOT, " %.1e |", distance)));
      table.append('\n');
    }
    return table.toString();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void generatedPartsAreUpToDate(GeneratedPage page) throws IOException {
    page.assertUpToDate();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyStepLeadsToItsLine(GeneratedPage page) throws IOException {
    page.assertLinksLeadToTheirLines();
  }

  @Test
  void everyLabelOfTheDerivationIsOnALine() throws IOException {
    Set<String> labels = new TreeSet<>();
    POOLING.labelledLines().forEach(line -> labels.add(line.label().replaceFirst("\\..*", "")));
    ROOT.labelledLines().forEach(line -> labels.add(line.label().replaceFirst("\\..*", "")));
    assertEquals(
        Set.of("CP-F", "CP-B", "SQ-F1", "SQ-F2", "SQ-F3", "SQ-B1", "SQ-B2", "SQ-B3", "SQ-B4"),
        labels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"covariance-pooling.md", "matrix-square-root.md", "attention-gradients.md"})
  void everyFormulaCanBeTypeset(String name) throws IOException {
    String page = Files.readString(Path.of("../docs", name));
    Matcher block = Pattern.compile("```formula\n(.*?)```", Pattern.DOTALL).matcher(page);
    int formulas = 0;
    while (block.find()) {
      for (String line : block.group(1).lines().toList()) {
        assertEquals(List.of(), MathMl.unread(line), line);
        assertTrue(MathMl.html(line).contains("<math"), line);
        formulas++;
      }
    }
    assertTrue(formulas > 5, name);
  }
}
