package adjoint.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The entry point of the {@code adjoint} command. */
public final class Main {
  private Main() {}

  /** Runs a sub-command and ends the Java machine with its exit code. */
  public static void main(String[] arguments) {
    StandardError.adopt();
    ShortRun.inOwnProcess();
    int exitCode =
        commandLine(new PrintWriter(System.out), new PrintWriter(System.err)).execute(arguments);
    if (!Interruption.requested()) {
      // After Ctrl-C the machine is ending already, and a second exit would wait for ever.
      System.exit(exitCode);
    }
  }

  /** The whole command, writing to the given writers. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new AdjointCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setUsageHelpLongOptionsMaxWidth(26);
    commandLine.setAbbreviatedSubcommandsAllowed(false);
    commandLine.setParameterExceptionHandler(ErrorMessages::onWrongArguments);
    commandLine.setExecutionExceptionHandler(ErrorMessages::onFailure);
    return commandLine;
  }
}
