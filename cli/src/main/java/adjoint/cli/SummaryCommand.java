package adjoint.cli;

import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelDescription;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModelSummary;
import adjoint.yolo.model.ModuleRegistry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Describes a model. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Describes a model: its rows, parameters and floating-point operations.",
    customSynopsis = "adjoint summary --cfg=MODEL [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument or the model file cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint summary --cfg yolov5s",
      "  adjoint summary --cfg my-model.yaml --nc 3 --img 320 --json",
    })
final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--cfg",
      required = true,
      paramLabel = "MODEL",
      description = "Name of a built-in model, such as yolov5n, or a model file (.yaml). Required.")
  private String cfg;

  @Option(
      names = "--nc",
      paramLabel = "COUNT",
      description = "Number of classes (default: the model file's).")
  private Integer classes;

  @Option(
      names = {"--img", "--imgsz", "--img-size"},
      defaultValue = "640",
      paramLabel = "PIXELS",
      description =
          "Height and width of the picture that operations are counted for (default:"
              + " ${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ImageSize.require(spec, size);
    if (classes != null && classes < 1) {
      throw new ParameterException(spec.commandLine(), "--nc must be 1 or more, got " + classes);
    }
    ModelDescription description = ModelFiles.read(cfg);
    if (classes != null) {
      description = description.withClasses(classes);
    }
    DetectionModel model = DetectionModel.outline(description, ModuleRegistry.standard());
    ModelSummary summary = model.summary(size);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? summary.toJson() : summary.toString());
    out.flush();
    return 0;
  }
}
