package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples are read from the README, compiled and run. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theExampleIsShort() throws IOException {
    assertTrue(example("Find").lines().count() < 15, "the example has 15 lines or more");
  }

  @Test
  void theExampleCompilesAndFindsTheBus() throws Exception {
    DocumentedCode code = compiled("Find");
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    Path picture = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && picture != null, "no weights and photographs beside the project");
    String printed = code.run("Find", weights.toString(), picture.toString());
    assertEquals(5, printed.lines().count(), printed);
    assertEquals(1, printed.lines().filter(line -> line.startsWith("bus 0.")).count(), printed);
    assertEquals(4, printed.lines().filter(line -> line.startsWith("person 0.")).count(), printed);
  }

  @Test
  void theGradientIsFoundCheckedAndDrawn() throws Exception {
    String printed = compiled("Gradient").run("Gradient");
    // x W = (1, 1), so that the gradient is cos(1) times the sums of W's rows.
    double slope = Math.cos(1);
    Matcher numbers = Pattern.compile("-?\\d+\\.\\d+").matcher(printed);
    for (double expected : new double[] {3.5 * slope, -0.75 * slope}) {
      assertTrue(numbers.find(), printed);
      assertEquals(expected, Double.parseDouble(numbers.group()), 1e-3);
    }
    for (String operation : List.of("Bmm", "Sin", "Sum")) {
      assertTrue(printed.contains(operation), printed);
    }
  }

  @Test
  void theCustomOperationIsShortAndItsGradientsAreRight() throws Exception {
    assertTrue(example("LogCosh").lines().count() <= 18, "the example is long");
    compiled("LogCosh").use("LogCosh", ReadmeTest::check);
  }

  private static void check(Class<?> operation) {
    Expression apply =
        v -> {
          try {
            return ((Function) operation.getConstructor().newInstance()).apply(v);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        };
    Tensor x = Tensor.randn(new Generator(5), DType.F64, 2, 3);
    GradCheck.standard().check(apply, x);
    GradCheck.standard().checkSecondOrder(apply, x);
    double[] values = x.toDoubleArray();
    double[] actual = apply.apply(Variable.of(x)).value().toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      assertEquals(Math.log(Math.cosh(values[i])), actual[i], 1e-12);
    }
  }

  private DocumentedCode compiled(String className) throws IOException {
    DocumentedCode code = new DocumentedCode(folder);
    code.compile(List.of(example(className)));
    return code;
  }

  private static String example(String className) throws IOException {
    return DocumentedCode.blocks(Path.of("../README.md"), "java").stream()
        .filter(block -> block.contains("public class " + className + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the README has no example " + className));
  }
}
