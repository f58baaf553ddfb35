package adjoint.cli;

import adjoint.yolo.data.shapes.ShapeFiles;
import adjoint.yolo.data.shapes.ShapeSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the data set of drawn shapes. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Writes a data set of drawn shapes in the layout of YOLO data sets.",
      "",
      "The same options always give the same files. Training without --data uses",
      "the pictures that the defaults give.",
    },
    customSynopsis = "adjoint dataset [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint dataset",
      "  adjoint dataset --dir /tmp/shapes --images 2000 --size 320 --seed 1",
    })
final class DatasetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "datasets/shapes",
      description = "Where to write it (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "800",
      description =
          "Pictures in all; eight of ten are for training, one for validation, one for test"
              + " (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = {"--size", "--img"},
      paramLabel = "PIXELS",
      defaultValue = "128",
      description = "Side of a picture (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Another seed gives other pictures (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    ShapeSet set;
    try {
      set = new ShapeSet(images, size, seed);
    } catch (IllegalArgumentException unfit) {
      throw new ParameterException(spec.commandLine(), unfit.getMessage());
    }
    requireFolder(folder);
    PrintWriter out = spec.commandLine().getOut();
    Path description =
        ShapeFiles.write(
            set,
            folder,
            split -> {
              out.println(split + ": " + set.count(split) + " pictures");
              out.flush();
            });
    out.println("Described by " + description + "; classes: " + String.join(", ", ShapeSet.NAMES));
    out.flush();
    return 0;
  }

  /** Refuses a place to write to that is a file. */
  static void requireFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserException("--dir " + folder + ": this is a file; name a folder");
    }
  }
}
