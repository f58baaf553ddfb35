package adjoint.cli;

import adjoint.yolo.data.convert.CocoConverter;
import adjoint.yolo.data.convert.Conversion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Converts a COCO file of instances. */
@Command(
    name = "coco",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Converts one COCO file of instances.",
      "",
      "Run it once for each split; the classes are the categories, by their numbers.",
    },
    customSynopsis = "adjoint convert coco --json=FILE --images=FOLDER [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n")
final class ConvertCocoCommand implements Callable<Integer> {
  /** The splits of a data set. */
  enum Split {
    TRAIN,
    VAL,
    TEST
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      required = true,
      paramLabel = "FILE",
      description = "The file of instances.")
  private Path json;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of its pictures.")
  private Path images;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "datasets/coco",
      description = "Where to write the data set (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--split",
      defaultValue = "TRAIN",
      description = "train, val or test (default: train).")
  private Split split;

  @Option(names = "--segments", description = "Write outlines where there are any, not boxes.")
  private boolean segments;

  @Option(names = "--link", description = "Link to the pictures instead of copying them.")
  private boolean link;

  @Override
  public Integer call() throws IOException {
    DatasetCommand.requireFolder(folder);
    PrintWriter err = spec.commandLine().getErr();
    Conversion done =
        CocoConverter.convert(
            json,
            images,
            split.name().toLowerCase(Locale.ROOT),
            folder,
            segments,
            link,
            err::println);
    report(spec, done, folder);
    return 0;
  }

  static void report(CommandSpec spec, Conversion done, Path folder) {
    spec.commandLine().getErr().flush();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d pictures, %d labels; %d pictures missing, %d objects left out; described by %s%n",
        done.pictures(),
        done.labels(),
        done.missing(),
        done.skipped(),
        folder.resolve("data.yaml"));
    out.flush();
  }
}
