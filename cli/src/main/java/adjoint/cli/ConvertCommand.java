package adjoint.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the converters. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Converts a data set of another layout into the layout of YOLO data sets.",
    synopsisSubcommandLabel = "FORMAT",
    optionListHeading = "%nOptions%n",
    commandListHeading = "%nFormats%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done; pictures that are missing are reported and left out",
      "1:something went wrong that is not the input's fault",
      "2:an argument or an annotation file cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint convert coco --json instances_val2017.json --images val2017 \\",
      "      --split val --dir datasets/coco",
      "  adjoint convert voc --source VOCdevkit/VOC2007 --dir datasets/voc",
    },
    subcommands = {ConvertCocoCommand.class, ConvertVocCommand.class})
final class ConvertCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a format: coco or voc");
  }
}
