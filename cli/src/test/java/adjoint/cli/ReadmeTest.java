package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is read from the README, compiled and run. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theExampleIsShort() throws IOException {
    assertTrue(example().lines().count() < 15, "the example has 15 lines or more");
  }

  @Test
  void theExampleCompilesAndFindsTheBus() throws Exception {
    DocumentedCode code = new DocumentedCode(folder);
    code.compile(List.of(example()));
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    Path picture = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && picture != null, "no weights and photographs beside the project");
    String printed = code.run("Find", weights.toString(), picture.toString());
    assertEquals(5, printed.lines().count(), printed);
    assertEquals(1, printed.lines().filter(line -> line.startsWith("bus 0.")).count(), printed);
    assertEquals(4, printed.lines().filter(line -> line.startsWith("person 0.")).count(), printed);
  }

  private static String example() throws IOException {
    return DocumentedCode.blocks(Path.of("../README.md"), "java").get(0);
  }
}
