package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/your-own-block.md is read from the page, compiled and run. */
class TutorialTest {
  private static final Path PAGE = Path.of("../docs/your-own-block.md");

  @TempDir Path folder;
  private DocumentedCode code;

  @BeforeEach
  void compileAll() throws IOException {
    code = new DocumentedCode(folder);
    code.compile(DocumentedCode.blocks(PAGE, "java"));
  }

  @Test
  void theGradientsOfTheBlockAreRight() throws Exception {
    code.use(
        "HighlightTest",
        type -> {
          int tests = 0;
          for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
              method.invoke(type.getConstructor().newInstance());
              tests++;
            }
          }
          assertEquals(2, tests);
        });
  }

  @Test
  void theProgramPrintsWhatThePageShows() throws Exception {
    Path model = folder.resolve("highlight.yaml");
    Files.writeString(model, DocumentedCode.blocks(PAGE, "yaml").get(0));
    List<String> texts = DocumentedCode.blocks(PAGE, "text");
    assertEquals(texts.get(1), code.run("TryHighlight", model.toString()));
  }

  @Test
  void theLineOfRegistrationIsThatOfTheProgram() throws IOException {
    String line = DocumentedCode.blocks(PAGE, "text").get(0).strip();
    assertTrue(DocumentedCode.blocks(PAGE, "java").get(2).contains(line), line);
  }
}
