package adjoint.cli;

import adjoint.yolo.data.convert.Conversion;
import adjoint.yolo.data.convert.VocConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Converts a folder of Pascal VOC. */
@Command(
    name = "voc",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Converts a folder of Pascal VOC.",
      "",
      "The lists train.txt, val.txt and test.txt in ImageSets/Main become the splits.",
    },
    customSynopsis = "adjoint convert voc --source=FOLDER [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n")
final class ConvertVocCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder with Annotations and JPEGImages.")
  private Path source;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "datasets/voc",
      description = "Where to write the data set (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--difficult", description = "Keep objects that are marked as difficult.")
  private boolean difficult;

  @Option(names = "--link", description = "Link to the pictures instead of copying them.")
  private boolean link;

  @Override
  public Integer call() throws IOException {
    DatasetCommand.requireFolder(folder);
    PrintWriter err = spec.commandLine().getErr();
    Conversion done = VocConverter.convert(source, folder, difficult, link, err::println);
    ConvertCocoCommand.report(spec, done, folder);
    return 0;
  }
}
