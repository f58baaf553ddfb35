package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Family;
import adjoint.autograd.spec.ErrorInput;
import adjoint.autograd.spec.Result;
import adjoint.tensor.Tensor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations say about arguments that they do not accept. */
class ErrorTest {
  static Stream<ErrorInput> mistakes() {
    return ErrorInput.all();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theMessageSaysWhatIsWrong(ErrorInput mistake) {
    Tensor[] inputs = mistake.inputs().toArray(Tensor[]::new);
    Exception failure =
        assertThrowsExactly(
            mistake.exception(), () -> mistake.expression().apply(Result.parameters(inputs)));
    assertEquals(mistake.message(), failure.getMessage());
  }

  @Test
  void everyOperationThatChecksSomethingHasAMistake() {
    Set<String> missing = new TreeSet<>();
    Catalog.all().forEach(operation -> missing.add(operation.name()));
    mistakes().forEach(mistake -> missing.remove(mistake.operation()));
    // A function of one element accepts every tensor.
    Catalog.all().stream()
        .filter(op -> op.family() == Family.FUNCTIONS || op.family() == Family.ACTIVATIONS)
        .forEach(op -> missing.remove(op.name()));
    assertEquals(Set.of(), missing);
  }
}
