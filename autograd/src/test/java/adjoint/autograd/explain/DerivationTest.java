package adjoint.autograd.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Operation;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts and pages that show a rule. */
class DerivationTest {
  private static final Path PAGE = Path.of("../docs/derivatives.md");
  private static final String COMMAND =
      "mvn test -pl autograd -am -Dtest=DerivationTest -Dadjoint.regenerate=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  static List<Operation> operations() {
    return Catalog.all();
  }

  @Test
  void thePageOfAllRulesIsUpToDate() throws IOException {
    String expected = DerivationBook.write();
    if (Boolean.getBoolean("adjoint.regenerate")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected, StandardCharsets.UTF_8);
    }
    String actual = Files.exists(PAGE) ? Files.readString(PAGE, StandardCharsets.UTF_8) : "";
    assertEquals(expected, actual, "docs/derivatives.md is stale; write it anew with: " + COMMAND);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theWorkedExampleIsRight(Operation operation) {
    WorkedExample example = WorkedExample.of(operation);
    assertTrue(example.worstDifference() < 1e-7, () -> "off by " + example.worstDifference());
    double largest = 0;
    for (WorkedExample.Operand operand : example.operands()) {
      for (double gradient : operand.gradient().toDoubleArray()) {
        largest = Math.max(largest, Math.abs(gradient));
      }
    }
    assertTrue(largest > 0.1, "an example whose gradient is 0 everywhere shows nothing");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theTextShowsFormulaRuleStepsAndNumbers(Operation operation) {
    String text = DerivationText.write(operation);
    assertTrue(text.startsWith(operation.name() + "\n\n"));
    operation
        .derivation()
        .ifPresent(
            rule -> {
              assertTrue(text.contains("  " + rule.forward() + "\n"));
              rule.backward().forEach(line -> assertTrue(text.contains("  " + line + "\n")));
              rule.steps().forEach(step -> assertTrue(text.contains(". " + step + "\n")));
              String source = DerivationText.source(operation.function());
              assertTrue(Files.exists(Path.of("..", source)), source);
            });
    assertTrue(text.contains("central difference"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void thePageNeedsNothingElse(Operation operation) {
    String page = DerivationPage.write(operation);
    assertTrue(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"));
    assertTrue(page.contains("<math"));
    assertFalse(page.contains("http://") || page.contains("https://"), "refers to the network");
    assertFalse(page.contains("src=") || page.contains("<link"), "refers to another file");
  }

  @Test
  void numbersOfAnExample() {
    WorkedExample example = WorkedExample.of(Catalog.find("square"));
    Tensor x = example.operands().get(0).value();
    assertEquals("x", example.operands().get(0).name());
    assertTrue(example.value().allClose(x.square(), 1e-15, 0));
    Tensor expected = x.mul(2).mul(example.incoming());
    assertTrue(example.operands().get(0).gradient().allClose(expected, 1e-15, 0));
    assertEquals("0.5", ExampleTable.number(0.5));
    assertEquals("-0.00000125", ExampleTable.number(-1.25e-6));
    assertEquals("0", ExampleTable.number(-1e-12));
    assertEquals("100", ExampleTable.number(100));
  }

  @Test
  void operandsAreCalledAsInTheRule() {
    List<String> names =
        WorkedExample.of(Catalog.find("conv2d")).operands().stream()
            .map(WorkedExample.Operand::name)
            .toList();
    assertEquals(List.of("x", "w", "b"), names);
    names =
        WorkedExample.of(Catalog.find("concat")).operands().stream()
            .map(WorkedExample.Operand::name)
            .toList();
    assertEquals(List.of("x_0", "x_1", "x_2"), names);
  }
}
