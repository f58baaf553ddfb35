package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.nn.attention.SOCA;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.PlainForward;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What covariance pooling and the square root keep, and how little heap they can do with. */
class MemoryTest {
  private static final int TIMES = 12;
  private static final int IMAGES = 8;

  /** So that an array is small for the collector, which rounds large ones up. */
  private static final int CHANNELS = 112;

  private static final long MATRICES = 4L * IMAGES * CHANNELS * CHANNELS;

  /** Bytes of the heap that are in use; the collector runs first. */
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Bytes that applying a function leaves behind for the reverse pass, the output included: the
   * mean of many times, for the collector may find something else as well.
   */
  private static double kept(UnaryOperator<Variable> function, Variable x) {
    function.apply(x); // classes are loaded and constants made
    long before = used();
    List<Variable> results = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      results.add(function.apply(x));
    }
    long after = used();
    Reference.reachabilityFence(results);
    return (after - before) / (double) TIMES;
  }

  private static Variable covariances() {
    Tensor x = Tensor.randn(new Generator(1), DType.F32, IMAGES, CHANNELS, 10, 20);
    return Variable.parameter(new Covpool().apply(Variable.of(x)).value());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7})
  void theSquareRootKeepsThreeMatricesForEachFurtherStep(int n) {
    // The formula counts the input, which is there anyway.
    double expected = (3.0 * n - 2) * MATRICES;
    assertEquals(
        expected, kept(x -> new Sqrtm(n).apply(x), covariances()), 0.1 * expected + 0.2 * MATRICES);
  }

  @Test
  void theTapeKeepsMore() {
    Variable sigma = covariances();
    double own = kept(x -> new Sqrtm(5).apply(x), sigma);
    double tape = kept(x -> PlainForward.sqrtm(x, 5), sigma);
    assertTrue(tape > 1.1 * own, tape / MATRICES + " matrices against " + own / MATRICES);
  }

  @Test
  void poolingKeepsNoCopyOfItsInput() {
    Variable x =
        Variable.parameter(Tensor.randn(new Generator(2), DType.F32, IMAGES, CHANNELS, 25, 40));
    double input = 4.0 * x.value().elementCount();
    assertTrue(kept(v -> new Covpool().apply(v), x) < 0.4 * input);
  }

  /** Forward and backward at the largest map that is not cropped. */
  static final class LargeMap {
    public static void main(String[] arguments) {
      SOCA module = new SOCA(64, new Generator(1));
      Variable x = Variable.parameter(Tensor.rand(new Generator(2), DType.F32, 1, 64, 1000, 1000));
      module.forward(x).sum().backward();
      boolean finite = x.grad().value().isFinite().all().item() == 1;
      System.out.println("finite: " + finite);
    }
  }

  @Test
  void attentionToALargeMapNeedsLessThanTwoGigabytes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx2g",
                    "-XX:+UseSerialGC",
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LargeMap.class.getName()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    assertTrue(printed.contains("finite: true"), printed);
  }
}
