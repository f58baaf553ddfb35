package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Sample;
import adjoint.autograd.spec.LargeSamples;
import adjoint.autograd.spec.Result;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither the number of threads nor the backend may change what comes out. */
class DeterminismTest {
  private static final double TOLERANCE = 2e-5;

  private final int threads = Parallel.threads();

  static List<Sample> samples() {
    return LargeSamples.all();
  }

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(threads);
  }

  private static Tensor[] inputs(Sample sample) {
    return Arrays.stream(sample.inputs()).map(x -> x.to(DType.F32)).toArray(Tensor[]::new);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theNumberOfThreadsDoesNotMatter(Sample sample) {
    Tensor[] inputs = inputs(sample);
    Parallel.setThreads(1);
    Result expected = Result.of(sample.expression(), inputs);
    for (int count : new int[] {2, 3}) {
      Parallel.setThreads(count);
      expected.assertSameBits(Result.of(sample.expression(), inputs));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void backendsAgree(Sample sample) {
    Tensor[] inputs = inputs(sample);
    Result scalar = on(backend("scalar"), sample, inputs);
    Result vector = on(backend("vector"), sample, inputs);
    assertClose(scalar.value(), vector.value(), "the value");
    for (int i = 0; i < inputs.length; i++) {
      assertClose(scalar.gradients()[i], vector.gradients()[i], "the gradient of input " + i);
    }
  }

  private static Backend backend(String name) {
    try {
      return Backends.byName(name);
    } catch (UnsupportedOperationException e) {
      return abort("no " + name + " backend here: " + e.getMessage());
    }
  }

  private static Result on(Backend backend, Sample sample, Tensor... inputs) {
    Result[] result = new Result[1];
    Backends.with(backend, () -> result[0] = Result.of(sample.expression(), inputs));
    return result[0];
  }

  /** Compares with the largest element, as sums may cancel. */
  private static void assertClose(Tensor expected, Tensor actual, String what) {
    assertArrayEquals(expected.shape(), actual.shape());
    double[] a = expected.toDoubleArray();
    double[] b = actual.toDoubleArray();
    double scale = Arrays.stream(a).map(Math::abs).max().orElse(0);
    assertTrue(Double.isFinite(scale) && scale > 0, () -> what + " is " + scale);
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > TOLERANCE * scale) {
        assertEquals(a[i], b[i], TOLERANCE * scale, what + ", element " + i);
      }
    }
  }

  @Test
  void everyOperationIsTried() {
    Set<String> missing = new TreeSet<>();
    Catalog.all().forEach(operation -> missing.add(operation.name()));
    samples().forEach(sample -> missing.remove(sample.name()));
    assertEquals(Set.of(), missing);
  }
}
