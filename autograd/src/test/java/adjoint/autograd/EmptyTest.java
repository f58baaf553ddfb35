package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.spec.EmptySamples;
import adjoint.autograd.spec.ErrorInput;
import adjoint.autograd.spec.Result;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on operands without elements. */
class EmptyTest {
  static List<EmptySamples.Empty> samples() {
    return EmptySamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theShapeIsRight(EmptySamples.Empty empty) {
    Tensor[] inputs = empty.sample().inputs();
    Variable y = empty.sample().expression().apply(Result.constants(inputs));
    assertArrayEquals(empty.shape(), y.shape());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsHaveTheShapesOfTheInputs(EmptySamples.Empty empty) {
    Tensor[] inputs = empty.sample().inputs();
    Result result = Result.of(empty.sample().expression(), inputs);
    for (int i = 0; i < inputs.length; i++) {
      assertArrayEquals(inputs[i].shape(), result.gradients()[i].shape());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAreRight(EmptySamples.Empty empty) {
    GradCheck.Report report =
        GradCheck.standard().inspect(empty.sample().expression(), empty.sample().inputs());
    assertTrue(report.passed(), report.failure());
    report =
        GradCheck.standard()
            .inspectSecondOrder(empty.sample().expression(), empty.sample().inputs());
    assertTrue(report.passed(), report.failure());
  }

  @Test
  void everyOperationIsTried() {
    Set<String> missing = new TreeSet<>();
    Catalog.all().forEach(operation -> missing.add(operation.name()));
    samples().forEach(empty -> missing.remove(empty.sample().name()));
    // Or it refuses an operand without elements.
    ErrorInput.all()
        .filter(mistake -> mistake.inputs().stream().anyMatch(x -> x.elementCount() == 0))
        .forEach(mistake -> missing.remove(mistake.operation()));
    assertEquals(Set.of(), missing);
  }
}
