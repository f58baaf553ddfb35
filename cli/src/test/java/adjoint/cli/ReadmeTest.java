package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples are read from the README, compiled and run. */
class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theExampleIsShort() throws IOException {
    assertTrue(example("Find").lines().count() < 15, "the example has 15 lines or more");
  }

  @Test
  void theExampleCompilesAndFindsTheBus() throws Exception {
    compile("Find");
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    Path picture = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && picture != null, "no weights and photographs beside the project");
    String printed = run("Find", weights.toString(), picture.toString());
    assertEquals(5, printed.lines().count(), printed);
    assertEquals(1, printed.lines().filter(line -> line.startsWith("bus 0.")).count(), printed);
    assertEquals(4, printed.lines().filter(line -> line.startsWith("person 0.")).count(), printed);
  }

  @Test
  void theGradientIsFoundCheckedAndDrawn() throws Exception {
    compile("Gradient");
    String printed = run("Gradient");
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
    compile("LogCosh");
    try (URLClassLoader loader = loader()) {
      Constructor<?> make = loader.loadClass("LogCosh").getConstructor();
      Expression apply =
          v -> {
            try {
              return ((Function) make.newInstance()).apply(v);
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
  }

  private static String example(String className) throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
    while (matcher.find()) {
      if (matcher.group(1).contains("public class " + className + " ")) {
        return matcher.group(1);
      }
    }
    return fail("the README has no example " + className);
  }

  private void compile(String className) throws IOException {
    Path file = Files.writeString(folder.resolve(className + ".java"), example(className));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              folder.toString());
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      assertTrue(compiled, messages.toString());
    }
  }

  private URLClassLoader loader() throws IOException {
    return new URLClassLoader(new URL[] {folder.toUri().toURL()});
  }

  private String run(String className, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = loader()) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass(className)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
