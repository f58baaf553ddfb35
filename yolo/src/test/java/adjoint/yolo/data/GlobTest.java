package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name :
        List.of("b.jpg", "a.jpg", "c.png", ".hidden.jpg", "x/a.jpg", "x/y/d.jpg", "{z}/e.jpg")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.jpg       | a.jpg b.jpg",
        "?.png       | c.png",
        "[bc].*      | b.jpg c.png",
        "*/*.jpg     | x/a.jpg {z}/e.jpg",
        "**/a.jpg    | a.jpg x/a.jpg",
        "**/*.jpg    | a.jpg b.jpg x/a.jpg x/y/d.jpg {z}/e.jpg",
        "x/**/d.jpg  | x/y/d.jpg",
        "{z}/*       | {z}/e.jpg",
        ".*          | .hidden.jpg",
        "*           | a.jpg b.jpg c.png",
        "no*         |",
        "a.jpg/*     |",
      })
  void findsWhatPythonFinds(String pattern, String expected) throws IOException {
    String found =
        String.join(
            " ",
            Glob.files(folder + "/" + pattern).stream()
                .map(file -> folder.relativize(file).toString())
                .toList());
    assertEquals(expected == null ? "" : expected, found);
  }

  @Test
  void relativePatternsStartInTheWorkingFolder() throws IOException {
    assertEquals(List.of(Path.of("pom.xml")), Glob.files("pom.x?l"));
  }
}
