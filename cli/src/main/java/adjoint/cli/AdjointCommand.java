package adjoint.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top-level command: lists the others. */
@Command(
    name = "adjoint",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Trains YOLOv5 models and finds objects in pictures with them, in pure Java.",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions%n",
    commandListHeading = "%nCommands%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument or an input file cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint detect --weights yolov5n.pt --source bus.jpg",
      "  adjoint train --data data.yaml --weights yolov5n.pt",
      "  adjoint val --weights yolov5n.pt --data coco128.yaml",
      "  adjoint summary --cfg yolov5s",
      "  adjoint derive softmax",
      "  adjoint COMMAND --help",
      "",
      "The environment variable ADJOINT_JAVA_OPTS passes options to the Java machine.",
    },
    subcommands = {
      TrainCommand.class,
      DetectCommand.class,
      ValidateCommand.class,
      ExportCommand.class,
      SummaryCommand.class,
      AttentionCommand.class,
      DatasetCommand.class,
      ConvertCommand.class,
      BenchCommand.class,
      GradcheckCommand.class,
      DeriveCommand.class,
      GraphCommand.class,
      DevicesCommand.class,
      WarmUpCommand.class,
    })
final class AdjointCommand implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  boolean verbose;

  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Name a command: train, detect, val, export, summary, attention, dataset, convert, bench,"
            + " gradcheck, derive, graph or devices");
  }
}
