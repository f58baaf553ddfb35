package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  @Test
  void theTopCommandNamesTheOthers() {
    CommandRun run = CommandRun.of("--help");
    assertEquals(0, run.exitCode());
    for (String name : List.of("train", "detect", "val", "export", "attention", "bench")) {
      assertTrue(run.out().contains("\n  " + name + " "), run.out());
    }
    assertTrue(!run.out().contains("warm-up"), "the launcher's own command is not advertised");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "detect",
        "val",
        "export",
        "summary",
        "attention",
        "bench",
        "dataset",
        "gradcheck",
        "derive",
        "graph",
        "devices"
      })
  void everyCommandExplainsItsOptions(String name) {
    CommandRun run = CommandRun.of(name, "--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("Usage: adjoint " + name), run.out());
    assertTrue(run.out().contains("\nExamples\n"), run.out());
    assertTrue(run.out().contains("\nExit codes\n"), run.out());
    CommandLine command =
        Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
            .getSubcommands()
            .get(name);
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertTrue(option.description().length > 0, option.longestName() + " has no description");
      assertTrue(run.out().contains(option.longestName()), option.longestName());
    }
    run.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect", "val", "export", "summary", "attention"})
  void defaultsAreShown(String name) {
    assertTrue(CommandRun.of(name, "--help").out().contains("640"));
  }

  @Test
  void theVersionNamesJavaAndTheBackend() {
    CommandRun run = CommandRun.of("--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("adjoint "), run.out());
    assertTrue(run.out().contains("Java " + System.getProperty("java.version")), run.out());
    assertTrue(run.out().contains("Backend "), run.out());
  }
}
