package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which backend is chosen, in Java machines of their own. */
class BackendsTest {
  private static final String FLAG = "--add-modules=jdk.incubator.vector";

  /** What the child machine runs. */
  public static final class Child {
    private Child() {}

    /** Prints the backend's name and a sum that it computed. */
    public static void main(String[] arguments) {
      String name = Backends.current().name();
      System.out.println(name + " " + Tensor.ones(2, 3).matmul(Tensor.ones(3, 2)).sum().item());
    }
  }

  private static List<String> run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().filter(line -> !line.contains("Using incubator modules")).toList();
  }

  @Test
  void withTheModuleItIsTheVectorBackend() throws Exception {
    assertEquals(List.of("vector 12.0"), run(FLAG));
  }

  /** On a class path without the flag everything works, and one log entry says what is missing. */
  @Test
  void withoutTheModuleItIsPlainJavaAndOneLineInTheLog() throws Exception {
    List<String> lines = run();
    assertTrue(lines.contains("scalar 12.0"), lines::toString);
    String log = String.join("\n", lines);
    assertTrue(log.contains("--add-modules jdk.incubator.vector"), log);
    assertEquals(1, lines.stream().filter(line -> line.contains("plain Java")).count(), log);
    assertFalse(log.contains("\tat "), log);
  }

  @Test
  void thePropertyForcesIt() throws Exception {
    assertEquals(List.of("scalar 12.0"), run(FLAG, "-Dadjoint.backend=scalar"));
    assertEquals(List.of("vector 12.0"), run(FLAG, "-Dadjoint.vector.bits=128"));
  }

  @Test
  void wrongPropertiesAreNamed() throws Exception {
    String backend = String.join("\n", run(FLAG, "-Dadjoint.backend=fast"));
    assertTrue(backend.contains("no backend \"fast\"; there are scalar, vector"), backend);
    String bits = String.join("\n", run(FLAG, "-Dadjoint.vector.bits=100"));
    assertTrue(bits.contains("\"100\" is not one of 128, 256, 512"), bits);
    assertThrows(IllegalArgumentException.class, () -> Backends.byName("none"));
  }
}
