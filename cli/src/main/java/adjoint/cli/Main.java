package adjoint.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** The entry point of the {@code adjoint} command. */
public final class Main {
  private Main() {}

  /** Runs a sub-command and ends the Java machine with its exit code. */
  public static void main(String[] arguments) {
    StandardError.adopt();
    ShortRun.inOwnProcess();
    PrintWriter out = new PrintWriter(System.out);
    PrintWriter err = new PrintWriter(System.err);
    int exitCode = commandLine(out, err, arguments).execute(arguments);
    if (!Interruption.requested()) {
      // After Ctrl-C the machine is ending already, and a second exit would wait for ever.
      System.exit(exitCode);
    }
  }

  /**
   * The command, writing to the given writers.
   *
   * @param arguments what it will be called with: where they begin with the name of a command, the
   *     others are left out, since reading the options of them all takes a tenth of a second
   */
  static CommandLine commandLine(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new AdjointCommand());
    Map<String, Class<?>> commands = AdjointCommand.COMMANDS;
    if (arguments.length > 0 && commands.containsKey(arguments[0])) {
      commandLine.addSubcommand(arguments[0], commands.get(arguments[0]));
    } else {
      commands.forEach(commandLine::addSubcommand);
    }
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
