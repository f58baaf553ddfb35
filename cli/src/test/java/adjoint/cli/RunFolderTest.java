package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path project;

  @Test
  void theFirstRunTakesTheName() throws IOException {
    assertEquals(project.resolve("exp"), RunFolder.next(project, "exp", false));
  }

  @Test
  void theSecondRunIsNumberTwo() throws IOException {
    Files.createDirectory(project.resolve("exp"));
    assertEquals(project.resolve("exp2"), RunFolder.next(project, "exp", false));
  }

  @Test
  void laterRunsFollowTheLargestNumber() throws IOException {
    for (String name : new String[] {"exp", "exp2", "exp9", "exp-old12", "expo33", "exp7b"}) {
      Files.createDirectory(project.resolve(name));
    }
    assertEquals(project.resolve("exp10"), RunFolder.next(project, "exp", false));
  }

  @Test
  void reuseTakesTheNameAsItIs() throws IOException {
    Files.createDirectory(project.resolve("exp"));
    assertEquals(project.resolve("exp"), RunFolder.next(project, "exp", true));
  }

  @Test
  void aNameMayHoldCharactersOfPatterns() throws IOException {
    Files.createDirectory(project.resolve("a+(b"));
    assertEquals(project.resolve("a+(b2"), RunFolder.next(project, "a+(b", false));
  }
}
