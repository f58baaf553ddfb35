package adjoint.autograd.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.functions.Sqrt;
import adjoint.autograd.spec.OpSpec;
import adjoint.autograd.spec.References;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the catalogue is complete, and every entry says what it has to. */
class CatalogTest {
  static List<Operation> operations() {
    return Catalog.all();
  }

  @Test
  void everyFunctionHasAnOperationOfItsName() throws IOException, URISyntaxException {
    Set<String> missing = new TreeSet<>();
    functionClasses().forEach(type -> missing.add(type.getSimpleName()));
    Catalog.all().stream()
        .filter(Operation::ownsItsRule)
        .forEach(operation -> missing.remove(operation.function().getSimpleName()));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyFunctionOfTheCatalogIsOneOfTheLibrary() throws IOException, URISyntaxException {
    Set<Class<?>> known = new HashSet<>(functionClasses());
    Catalog.all().stream()
        .map(Operation::function)
        .filter(Objects::nonNull)
        .forEach(function -> assertTrue(known.contains(function), function::getName));
  }

  @Test
  void everySampleHasAReferenceAndEveryReferenceASample() {
    Set<String> unused = new TreeSet<>(References.names());
    OpSpec.all()
        .forEach(
            spec -> {
              assertNotNull(spec.reference());
              unused.remove(spec.sample().name());
              unused.remove(spec.operation().name());
            });
    assertEquals(Set.of(), unused);
  }

  @Test
  void namesAreUnique() {
    Set<String> seen = new HashSet<>();
    Catalog.all().forEach(op -> assertTrue(seen.add(op.name().toLowerCase()), op.name()));
    seen.clear();
    OpSpec.all().forEach(spec -> assertTrue(seen.add(spec.sample().name()), spec.toString()));
  }

  @Test
  void operationsAreFoundByName() {
    assertSame(Sqrt.class, Catalog.find("sqrt").function());
    assertEquals("maxPool2d", Catalog.find("MaxPool2d").name());
    assertEquals(List.of(Catalog.find("exp")), Catalog.select(List.of("exp")));
    assertEquals(Catalog.all(), Catalog.select(List.of()));
  }

  @Test
  void anUnknownNameLeadsToSimilarOnes() {
    Exception failure = assertThrows(IllegalArgumentException.class, () -> Catalog.find("sqrtt"));
    assertEquals(
        "no operation is called \"sqrtt\"; similar ones: sqrt, rsqrt, sort", failure.getMessage());
    failure = assertThrows(IllegalArgumentException.class, () -> Catalog.find("quaternion"));
    assertTrue(failure.getMessage().startsWith("no operation is called \"quaternion\"; there are"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theRuleIsStated(Operation operation) {
    if (operation.function() == null) {
      assertFalse(operation.rules().isEmpty());
      return;
    }
    Derivation derivation = operation.derivation().orElseThrow();
    assertTrue(derivation.forward().contains("="), derivation.forward());
    List<String> rules = derivation.backward();
    boolean oneForAll = rules.size() == 1 && rules.get(0).startsWith("gx_i");
    int inputs = operation.example().operands().size();
    assertTrue(oneForAll || rules.size() == inputs, rules::toString);
    rules.forEach(rule -> assertTrue(rule.startsWith("g") && rule.contains("="), rule));
    assertFalse(derivation.steps().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void inputsAreDrawnFromTheirDomain(Operation operation) {
    for (Sample sample : operation.samples()) {
      for (Operand operand : sample.operands()) {
        Domain domain = operand.domain();
        double drawn = domain.draw(new adjoint.tensor.Generator(sample.name().length()));
        assertTrue(drawn >= domain.low() && drawn <= domain.high());
      }
      for (int i = 0; i < sample.operands().size(); i++) {
        assertTrue(sample.inputs()[i].sameBits(sample.inputs()[i]), "drawn twice, drawn alike");
      }
    }
  }

  private static Set<Class<?>> functionClasses() throws IOException, URISyntaxException {
    URI folder = Sqrt.class.getResource("Sqrt.class").toURI().resolve(".");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .<Class<?>>map(name -> load("adjoint.autograd.functions." + name.replace(".class", "")))
          .filter(Function.class::isAssignableFrom)
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
