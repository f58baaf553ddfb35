package adjoint.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of docs/gradient-checking.md are parts of tests that run. */
class DocumentationTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final List<String> SOURCES = List.of("OwnLayerTest", "GuideTest");

  @Test
  void everyExampleIsPartOfATest() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String name : SOURCES) {
      sources.append(
          plain(Files.readString(Path.of("src/test/java/adjoint/testing", name + ".java"))));
      sources.append('\n');
    }
    String guide = Files.readString(Path.of("../docs/gradient-checking.md"));
    Matcher example = EXAMPLE.matcher(guide);
    int count = 0;
    while (example.find()) {
      String text = plain(example.group(1));
      assertTrue(sources.indexOf(text) >= 0, "in no test: " + text);
      count++;
    }
    assertTrue(count >= 4, "examples: " + count);
  }

  /** Without indentation and empty lines. */
  private static String plain(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
