package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command printed and how it ended. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs the command within this process. */
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine(new PrintWriter(out), new PrintWriter(err), arguments).execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Runs the command and expects one sentence on standard error and exit code 2. */
  static String refused(String... arguments) {
    CommandRun run = of(arguments);
    String what = List.of(arguments) + " printed: " + run.err;
    assertEquals(2, run.exitCode, what);
    assertEquals("", run.out, what);
    List<String> lines = run.err.lines().toList();
    assertEquals(1, lines.size(), what);
    assertTrue(lines.get(0).startsWith("adjoint: "), what);
    return lines.get(0);
  }
}
