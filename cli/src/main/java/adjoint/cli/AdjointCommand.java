package adjoint.cli;

import java.util.LinkedHashMap;
import java.util.Map;
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
    })
final class AdjointCommand implements Runnable {
  /** The commands by name, in the order in which the help lists them. */
  static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("detect", DetectCommand.class);
    COMMANDS.put("val", ValidateCommand.class);
    COMMANDS.put("export", ExportCommand.class);
    COMMANDS.put("summary", SummaryCommand.class);
    COMMANDS.put("attention", AttentionCommand.class);
    COMMANDS.put("dataset", DatasetCommand.class);
    COMMANDS.put("convert", ConvertCommand.class);
    COMMANDS.put("bench", BenchCommand.class);
    COMMANDS.put("gradcheck", GradcheckCommand.class);
    COMMANDS.put("derive", DeriveCommand.class);
    COMMANDS.put("graph", GraphCommand.class);
    COMMANDS.put("devices", DevicesCommand.class);
    COMMANDS.put("warm-up", WarmUpCommand.class);
  }

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
