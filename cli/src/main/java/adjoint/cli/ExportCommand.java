package adjoint.cli;

import adjoint.tensor.io.Npz;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.export.OnnxExport;
import adjoint.yolo.export.OnnxOptions;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a model for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Writes a model for other programs.",
      "",
      "onnx: the whole network, pictures in, decoded boxes out; without suppression.",
      "safetensors: the tensors with the model's description, as --weights takes it.",
      "npz: the tensors for NumPy.",
    },
    customSynopsis = "adjoint export --weights=FILE --format=NAME [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument or the weights cannot be used, or a block has no ONNX form"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint export --weights best.safetensors --format onnx",
      "  adjoint export --weights best.safetensors --format onnx --dynamic",
      "  adjoint export --weights yolov5n.pt --format safetensors,npz",
    })
final class ExportCommand implements Callable<Integer> {
  private static final String ONNX = "onnx";
  private static final String SAFETENSORS = "safetensors";
  private static final String NPZ = "npz";

  /** In the order of writing; the last one changes the model. */
  private static final List<String> FORMATS = List.of(SAFETENSORS, NPZ, ONNX);

  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights: a YOLOv5 checkpoint (.pt) or .safetensors. Required.")
  private Path weights;

  @Option(
      names = {"--format", "--include"},
      arity = "1..*",
      split = ",",
      paramLabel = "NAME",
      description = "onnx, safetensors or npz, or several of them. Required.")
  private List<String> formats = List.of();

  @Option(
      names = "--cfg",
      paramLabel = "MODEL",
      description =
          "Name of a built-in model, such as yolov5n, or a model file (.yaml); for weights that do"
              + " not say which model they belong to.")
  private String cfg;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write (default: beside the weights, with the format's ending).")
  private Path output;

  @Option(
      names = {"--img", "--imgsz", "--img-size"},
      arity = "1..2",
      defaultValue = "640",
      paramLabel = "PIXELS",
      description =
          "onnx: size of the pictures, one number or height and width (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> size = List.of(640);

  @Option(
      names = "--batch-size",
      defaultValue = "1",
      paramLabel = "COUNT",
      description = "onnx: pictures computed at once (default: ${DEFAULT-VALUE}).")
  private int batch = 1;

  @Option(names = "--dynamic", description = "onnx: leave batch, height and width open.")
  private boolean dynamic;

  @Option(
      names = "--opset",
      defaultValue = "12",
      paramLabel = "NUMBER",
      description =
          "onnx: version of the operators, "
              + OnnxOptions.OLDEST_OPSET
              + " to "
              + OnnxOptions.NEWEST_OPSET
              + " (default: ${DEFAULT-VALUE}).")
  private int opset = OnnxOptions.OLDEST_OPSET;

  @Override
  public Integer call() throws IOException {
    Set<String> wanted = new LinkedHashSet<>(formats);
    checkArguments(wanted);
    ModelWeights.requireFile(weights);
    for (String format : wanted) {
      requireOther(file(format));
    }
    DetectionModel model = ModelWeights.load(weights, cfg);
    for (String format : FORMATS) {
      if (!wanted.contains(format)) {
        continue;
      }
      Path file = file(format);
      String what = write(model, format, file);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(Locale.ROOT, "%s: %.1f MB, %s%n", file, Files.size(file) / 1e6, what);
      out.flush();
    }
    return 0;
  }

  private void checkArguments(Set<String> wanted) {
    require(weights != null, "Missing required option: --weights=FILE");
    require(!wanted.isEmpty(), "Missing required option: --format=NAME");
    for (String format : wanted) {
      require(
          FORMATS.contains(format),
          "--format must be " + String.join(", ", FORMATS) + ", got " + format);
    }
    require(
        output == null || wanted.size() == 1,
        "--output names one file, and --format asks for " + wanted.size());
    for (int side : size) {
      ImageSize.require(spec, side);
    }
    require(batch >= 1, "--batch-size must be 1 or more, got " + batch);
    require(
        opset >= OnnxOptions.OLDEST_OPSET && opset <= OnnxOptions.NEWEST_OPSET,
        "--opset must be from "
            + OnnxOptions.OLDEST_OPSET
            + " to "
            + OnnxOptions.NEWEST_OPSET
            + ", got "
            + opset);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private Path file(String format) {
    if (output != null) {
      return output;
    }
    String name = weights.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return weights.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + "." + format);
  }

  private void requireOther(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UserException(file + ": a folder, not a file to write");
    }
    if (Files.exists(file) && Files.isSameFile(file, weights)) {
      throw new UserException(
          file + ": would replace the weights; name another file with --output");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new UserException(
            folder + ": cannot be written to; name another place with --output");
      }
    }
  }

  /** Writes a format's file and says what is in it. */
  private String write(DetectionModel model, String format, Path file) throws IOException {
    switch (format) {
      case ONNX:
        return writeOnnx(model, file);
      case SAFETENSORS:
        Map<String, String> metadata = model.metadata();
        SafeTensors.write(file, model.stateDict(), metadata);
        break;
      default:
        Npz.write(file, model.stateDict(), false);
    }
    return model.stateDict().size() + " tensors";
  }

  private String writeOnnx(DetectionModel model, Path file) throws IOException {
    int stride = (int) model.maxStride();
    int height = ImageSize.roundedUp(spec, size.get(0), stride);
    int width = size.size() == 1 ? height : ImageSize.roundedUp(spec, size.get(1), stride);
    OnnxOptions options = new OnnxOptions(batch, height, width, dynamic, opset);
    try {
      OnnxExport export = new OnnxExport(model, options);
      export.write(file);
      return "opset " + opset + ", " + export.inputShape() + " to " + export.outputShape();
    } catch (UnsupportedOperationException noForm) {
      throw new UserException(noForm.getMessage(), noForm);
    }
  }
}
