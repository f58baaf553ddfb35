package adjoint.nn.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Derivation;
import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.GradCheckTable;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.ThreeWays;
import adjoint.autograd.explain.DerivationPage;
import adjoint.autograd.explain.DerivationText;
import adjoint.autograd.explain.MathMl;
import adjoint.autograd.explain.WorkedExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this module adds to the catalogue. */
class AttentionOperationsTest {
  static List<Operation> operations() {
    return new AttentionOperations().operations().toList();
  }

  @Test
  void theCatalogueKnowsThem() {
    Set<String> all = Catalog.all().stream().map(Operation::name).collect(Collectors.toSet());
    operations().forEach(operation -> assertTrue(all.contains(operation.name())));
    assertEquals(Catalog.core().size() + operations().size(), all.size());
    assertEquals("sqrtm", Catalog.find("Sqrtm").name());
    assertEquals("dynamicConv2d", Catalog.find("Dynamic_conv2d").name());
    assertEquals("dynamicConv2d", Catalog.find("dynamic").name());
    assertEquals("se", Catalog.find("SE").name());
    Exception ambiguous = assertThrows(IllegalArgumentException.class, () -> Catalog.find("sq"));
    assertTrue(ambiguous.getMessage().contains("sqrtm"), ambiguous.getMessage());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void gradientsOfBothOrdersAreRight(Operation operation) {
    GradCheckTable.Row row = GradCheckTable.check(List.of(operation), true).get(0);
    assertTrue(row.passed(), row.failure());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theWorkedExampleShowsSomething(Operation operation) {
    WorkedExample example = WorkedExample.of(operation);
    assertTrue(example.worstDifference() < 1e-7, () -> "off by " + example.worstDifference());
    assertTrue(example.operands().get(0).gradient().abs().max().item() > 0.01);
    assertFalse(example.operands().get(0).name().contains("_"), "called as in the rule");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyLineCanBeTypeset(Operation operation) {
    Derivation rule = operation.derivation().orElseThrow();
    List<String> lines = new ArrayList<>(rule.backward());
    lines.add(rule.forward());
    lines.addAll(rule.steps());
    lines.forEach(line -> assertEquals(List.of(), MathMl.unread(line), line));
    lines.forEach(line -> assertTrue(DerivationText.write(operation).contains(line), line));
    assertTrue(DerivationPage.write(operation).contains("<math"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"covpool", "sqrtm"})
  void threeWaysLeadToTheSameGradient(String name) {
    int compared = 0;
    for (var sample : Catalog.find(name).samples()) {
      if (sample.plain() == null) {
        continue;
      }
      compared++;
      ThreeWays ways = ThreeWays.of(sample);
      assertTrue(ways.ruleAndTape() < 1e-12, sample + ": " + ways.ruleAndTape());
      assertTrue(ways.ruleAndDifferences() < 1e-7, sample + ": " + ways.ruleAndDifferences());
      assertTrue(ways.tapeAndDifferences() < 1e-7, sample + ": " + ways.tapeAndDifferences());
      assertTrue(ways.rule().abs().max().item() > 0.01);
      double asymmetry = ways.incoming().sub(ways.incoming().t()).abs().max().item();
      assertTrue(asymmetry > 0.1 || ways.incoming().size(1) == 1, sample + " is symmetric");
    }
    assertEquals(name.equals("sqrtm") ? 5 : 3, compared);
  }
}
