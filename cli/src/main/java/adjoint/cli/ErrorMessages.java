package adjoint.cli;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.ModelFileException;
import adjoint.yolo.TrainingException;
import adjoint.yolo.TrainingStoppedException;
import adjoint.yolo.WeightsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one sentence on standard error and an exit code. */
final class ErrorMessages {
  /** The exit code for input that cannot be used. */
  static final int BAD_INPUT = ExitCode.USAGE;

  /** The exit code for everything else that goes wrong. */
  static final int FAILURE = ExitCode.SOFTWARE;

  private ErrorMessages() {}

  /** Reports arguments that cannot be parsed. */
  static int onWrongArguments(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    StringBuilder message = new StringBuilder(oneLine(problem.getMessage()));
    if (problem instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message.append(", did you mean ").append(String.join(" or ", suggestions)).append('?');
      }
    }
    String name = command.getCommandSpec().qualifiedName();
    print(command.getErr(), message + " (see " + name + " --help)");
    if (List.of(arguments).contains("--verbose")) {
      problem.printStackTrace(command.getErr());
    }
    return BAD_INPUT;
  }

  /** Reports what went wrong while a command ran. */
  static int onFailure(Exception problem, CommandLine command, ParseResult result) {
    boolean badInput = isBadInput(problem);
    String message = sentence(problem);
    if (!badInput) {
      message = "failed: " + message + " (--verbose prints the stack trace)";
    }
    print(command.getErr(), message);
    if (verbose(command)) {
      problem.printStackTrace(command.getErr());
    }
    return badInput ? BAD_INPUT : FAILURE;
  }

  private static void print(PrintWriter err, String message) {
    err.println("adjoint: " + message);
    err.flush();
  }

  /** Whether {@code --verbose} or the environment asks for stack traces. */
  static boolean verbose(CommandLine command) {
    Object top = command.getCommandSpec().root().userObject();
    return System.getenv("ADJOINT_DEBUG") != null || ((AdjointCommand) top).verbose;
  }

  private static boolean isBadInput(Throwable problem) {
    if (problem instanceof UncheckedIOException) {
      return isBadInput(problem.getCause());
    }
    return problem instanceof UserException
        || problem instanceof FormatException
        || problem instanceof NoSuchFileException
        || problem instanceof AccessDeniedException
        || problem instanceof ModelFileException
        || problem instanceof WeightsException
        || problem instanceof TrainingException && !(problem instanceof TrainingStoppedException);
  }

  /** What a person needs to know about an exception, on one line. */
  static String sentence(Throwable problem) {
    if (problem instanceof UncheckedIOException) {
      return sentence(problem.getCause());
    }
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + ": access denied";
    }
    if (problem instanceof FileSystemException general && general.getReason() == null) {
      return general.getFile() + ": " + general.getClass().getSimpleName();
    }
    String message = problem.getMessage();
    boolean telling =
        problem instanceof UserException
            || problem instanceof TrainingException
            || problem instanceof IOException
            || problem instanceof IllegalArgumentException;
    if (message == null || message.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    return telling
        ? oneLine(message)
        : problem.getClass().getSimpleName() + ": " + oneLine(message);
  }

  /** Folds line breaks and the space around them. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
