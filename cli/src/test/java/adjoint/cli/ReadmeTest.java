package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
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

/** The README's example is read from the README, compiled and run. */
class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theExampleIsShort() throws IOException {
    assertTrue(example().lines().count() < 15, "the example has 15 lines or more");
  }

  @Test
  void theExampleCompilesAndFindsTheBus() throws Exception {
    compile(example());
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    Path picture = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && picture != null, "no weights and photographs beside the project");
    String printed = run(weights, picture);
    assertEquals(5, printed.lines().count(), printed);
    assertEquals(1, printed.lines().filter(line -> line.startsWith("bus 0.")).count(), printed);
    assertEquals(4, printed.lines().filter(line -> line.startsWith("person 0.")).count(), printed);
  }

  private static String example() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
    assertTrue(matcher.find(), "the README has no example");
    return matcher.group(1);
  }

  private void compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Find.java"), source);
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

  private String run(Path weights, Path picture) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      String[] files = {weights.toString(), picture.toString()};
      loader.loadClass("Find").getMethod("main", String[].class).invoke(null, (Object) files);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
