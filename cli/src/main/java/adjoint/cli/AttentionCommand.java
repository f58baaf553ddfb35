package adjoint.cli;

import adjoint.tensor.Generator;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.AttentionProbe;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import adjoint.yolo.model.TransferReport;
import adjoint.yolo.model.WeightTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws what the attention modules of a model do. */
@Command(
    name = "attention",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Draws what the attention modules of a model do with a picture.",
      "",
      "SimAM as heat over the picture, the channel weights of SE, SELayer and SOCA as sorted bars,"
          + " the kernel mixture of dynamic convolutions; as PNG files and one page.",
    },
    customSynopsis = "adjoint attention --weights=FILE --source=PATH [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument, the weights or the picture cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint attention --weights best.pt --source bus.jpg",
      "  adjoint attention --weights yolov5n.pt --cfg yolov5n-simam --source photos",
    })
final class AttentionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: a YOLOv5 checkpoint (.pt) or .safetensors. Required.")
  private Path weights;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "PATH",
      description =
          "A picture, a folder of pictures, or a pattern in quotes, such as 'photos/**/*.jpg'."
              + " Required.")
  private String source;

  @Option(
      names = "--cfg",
      paramLabel = "MODEL",
      description =
          "Name of a built-in model, such as yolov5n-simam, or a model file (.yaml), that takes"
              + " what fits from the weights; the rest is random (default: the weights' own model).")
  private String cfg;

  @Option(
      names = {"--img", "--imgsz", "--img-size"},
      defaultValue = "640",
      paramLabel = "PIXELS",
      description = "Size that pictures are scaled to (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description = "For what is random with --cfg (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--project",
      defaultValue = "runs/attention",
      paramLabel = "FOLDER",
      description = "Folder of all runs (default: ${DEFAULT-VALUE}).")
  private Path project;

  @Option(
      names = "--name",
      defaultValue = "exp",
      paramLabel = "NAME",
      description =
          "Folder of this run; a number is added when it exists (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--exist-ok", description = "Write into an existing folder of that name.")
  private boolean existOk;

  @Override
  public Integer call() throws IOException {
    ImageSize.require(spec, size);
    ImageSource pictures = ImageSource.of(source);
    DetectionModel model = open();
    if (AttentionProbe.attentionModules(model).isEmpty()) {
      throw new UserException(
          model.name()
              + " has no attention module; name a model that has with --cfg, such as"
              + " yolov5s-simam");
    }
    int side = ImageSize.roundedUp(spec, size, (int) model.maxStride());
    Path folder = RunFolder.next(project, name, existOk);
    new AttentionRun(model, side, folder, spec.commandLine()).run(pictures);
    return 0;
  }

  private DetectionModel open() throws IOException {
    if (!Files.exists(weights)) {
      throw new NoSuchFileException(weights.toString());
    }
    if (Files.isDirectory(weights)) {
      throw new UserException(weights + ": a folder, not a file of weights");
    }
    Weights read = Weights.read(weights);
    if (cfg == null) {
      return DetectionModel.load(read);
    }
    Generator generator = new Generator(seed);
    DetectionModel model =
        DetectionModel.initial(
            ModelFiles.read(cfg), ModuleRegistry.standard(), generator, read.fused());
    TransferReport report = WeightTransfer.forInference(read, model);
    PrintWriter out = spec.commandLine().getOut();
    out.println(report.summary());
    report.rows().stream()
        .filter(row -> row.taken() < row.ofTensors())
        .forEach(row -> out.println("  " + row.describe()));
    return model;
  }
}
