package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.spec.OpSpec;
import adjoint.autograd.spec.OpSpecs;
import adjoint.autograd.spec.Plain;
import adjoint.autograd.spec.Scattered;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to hold for every operation, checked from its specification. */
class OperationTest {
  private static final double F32_TOLERANCE = 2e-5;

  /** Those in whose name the regular expression {@code adjoint.operation} is found, or all. */
  static Stream<OpSpec> specifications() {
    Pattern wanted = Pattern.compile(System.getProperty("adjoint.operation", ""));
    return OpSpecs.all().filter(spec -> wanted.matcher(spec.name()).find());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void valuesEqualTheReference(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Plain expected = spec.reference().apply(plain(inputs));
    Tensor actual = spec.operation().apply(constants(inputs)).value();
    assertArrayEquals(expected.shape(), actual.shape());
    assertClose(expected.values(), actual.toDoubleArray(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsAreRight(OpSpec spec) {
    GradCheck.Report report = GradCheck.standard().inspect(spec.operation(), spec.inputs());
    assertTrue(report.passed(), report.failure());
    assertTrue(report.worstError() < 1e-6, () -> "worst error " + report.worstError());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsOfGradientsAreRight(OpSpec spec) {
    GradCheck.standard().checkSecondOrder(spec.operation(), spec.inputs());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void layoutsDoNotMatter(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Result expected = Result.of(spec, inputs);
    Random random = new Random(7);
    for (int i = 0; i < 5; i++) {
      Tensor[] scattered =
          Arrays.stream(inputs).map(x -> Scattered.of(x, random)).toArray(Tensor[]::new);
      expected.assertSameBits(Result.of(spec, scattered));
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsOfRepeatedInputsAreRight(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].rank() > 0) {
        Tensor[] repeated = inputs.clone();
        repeated[i] = inputs[i].slice(0, 0, 1).expand(inputs[i].shape());
        Tensor[] copied = inputs.clone();
        copied[i] = repeated[i].copy();
        Result.of(spec, copied).assertSameBits(Result.of(spec, repeated));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void singlePrecisionAgreesWithDouble(OpSpec spec) {
    Tensor[] single = Arrays.stream(spec.inputs()).map(x -> x.to(DType.F32)).toArray(Tensor[]::new);
    Tensor[] rounded = Arrays.stream(single).map(x -> x.to(DType.F64)).toArray(Tensor[]::new);
    Result expected = Result.of(spec, rounded);
    Result actual = Result.of(spec, single);
    assertEquals(DType.F32, actual.value.dtype());
    assertClose(expected.value.toDoubleArray(), actual.value.toDoubleArray(), F32_TOLERANCE);
    for (int i = 0; i < single.length; i++) {
      assertEquals(DType.F32, actual.gradients[i].dtype());
      assertClose(
          expected.gradients[i].toDoubleArray(),
          actual.gradients[i].toDoubleArray(),
          5 * F32_TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void inputsStayAsTheyAre(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Tensor[] before = Arrays.stream(inputs).map(Tensor::copy).toArray(Tensor[]::new);
    int[] versions = Arrays.stream(inputs).mapToInt(x -> x.storage().version()).toArray();
    Result.of(spec, inputs);
    for (int i = 0; i < inputs.length; i++) {
      assertTrue(before[i].sameBits(inputs[i]));
      assertEquals(versions[i], inputs[i].storage().version());
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void nothingIsRecordedWithoutNeed(OpSpec spec) {
    Variable[] parameters = parameters(spec.inputs());
    assertFalse(Autograd.noGrad(() -> spec.operation().apply(parameters)).requiresGrad());
    assertFalse(spec.operation().apply(constants(spec.inputs())).requiresGrad());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void eachInputAloneGetsItsGradient(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Result all = Result.of(spec, inputs);
    for (int i = 0; i < inputs.length; i++) {
      Variable[] alone = constants(inputs);
      alone[i] = Variable.parameter(inputs[i]);
      Variable y = spec.operation().apply(alone);
      Variable gradient =
          Autograd.grad(List.of(y), List.of(alone[i]), List.of(ramp(y)), false, false).get(0);
      assertTrue(all.gradients[i].sameBits(gradient.value()));
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void theRuleIsStated(OpSpec spec) {
    if (spec.function() == null) {
      return;
    }
    Function function =
        functionsBehind(spec.operation().apply(parameters(spec.inputs()))).stream()
            .filter(spec.function()::isInstance)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the operation does not apply the function"));
    Derivation derivation = function.derivation();
    assertNotNull(derivation);
    assertTrue(derivation.forward().contains("="), derivation.forward());
    List<String> rules = derivation.backward();
    boolean oneForAll = rules.size() == 1 && rules.get(0).startsWith("gxi");
    assertTrue(oneForAll || rules.size() == function.edges().length, rules::toString);
    rules.forEach(rule -> assertTrue(rule.startsWith("g") && rule.contains("="), rule));
    assertFalse(derivation.steps().isEmpty());
  }

  @Test
  void everyFunctionHasASpecification() throws IOException, URISyntaxException {
    Set<Class<?>> specified =
        OpSpecs.all().map(OpSpec::function).filter(Objects::nonNull).collect(Collectors.toSet());
    List<String> missing =
        functionClasses().stream()
            .filter(type -> !specified.contains(type))
            .map(Class::getSimpleName)
            .sorted()
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void namesAreUnique() {
    Set<String> seen = new HashSet<>();
    OpSpecs.all().forEach(spec -> assertTrue(seen.add(spec.name()), spec.name()));
  }

  private static List<Class<?>> functionClasses() throws IOException, URISyntaxException {
    URI folder = adjoint.autograd.functions.Add.class.getResource("Add.class").toURI().resolve(".");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .<Class<?>>map(name -> load("adjoint.autograd.functions." + name.replace(".class", "")))
          .filter(Function.class::isAssignableFrom)
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** An output, and its gradients for an incoming gradient of unequal numbers. */
  private record Result(Tensor value, Tensor... gradients) {
    static Result of(OpSpec spec, Tensor... inputs) {
      Variable[] parameters = parameters(inputs);
      Variable y = spec.operation().apply(parameters);
      List<Variable> gradients =
          Autograd.grad(List.of(y), List.of(parameters), List.of(ramp(y)), false, false);
      return new Result(y.value(), gradients.stream().map(Variable::value).toArray(Tensor[]::new));
    }

    void assertSameBits(Result other) {
      assertTrue(value.sameBits(other.value));
      for (int i = 0; i < gradients.length; i++) {
        assertTrue(gradients[i].sameBits(other.gradients[i]), "gradient of input " + i);
      }
    }
  }

  private static Variable ramp(Variable like) {
    double[] values = new double[like.value().elementCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.25 * i - 0.6;
    }
    return Variable.of(Tensor.of(values, like.shape()).to(like.dtype()));
  }

  private static Set<Function> functionsBehind(Variable y) {
    Set<Function> seen = new HashSet<>();
    Deque<Function> open = new ArrayDeque<>(List.of(y.function()));
    while (!open.isEmpty()) {
      Function function = open.pop();
      if (seen.add(function)) {
        for (Edge edge : function.edges()) {
          if (edge != null && edge.function() != null) {
            open.push(edge.function());
          }
        }
      }
    }
    return seen;
  }

  private static Plain[] plain(Tensor... inputs) {
    return Arrays.stream(inputs).map(Plain::of).toArray(Plain[]::new);
  }

  private static Variable[] constants(Tensor... inputs) {
    return Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new);
  }

  private static Variable[] parameters(Tensor... inputs) {
    return Arrays.stream(inputs).map(Variable::parameter).toArray(Variable[]::new);
  }

  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])), "element " + i);
    }
  }
}
