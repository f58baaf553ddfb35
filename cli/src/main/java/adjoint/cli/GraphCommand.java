package adjoint.cli;

import adjoint.autograd.Graph;
import adjoint.autograd.Variable;
import adjoint.autograd.catalog.Operation;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.Layer;
import adjoint.yolo.model.ModelDescription;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the computation graph of an operation's example or of a model. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Shows a computation graph with shapes, values and gradients.",
      "",
      "The graph is that of an operation's example, or of a model in training, with random weights"
          + " on a random picture; the gradients are those of the sum of all outputs. Without a"
          + " file, the reverse pass is listed.",
    },
    customSynopsis = "adjoint graph (OPERATION | --cfg=MODEL) [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:a file could not be written",
      "2:there is no operation of this name, or the model file cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint graph softmax",
      "  adjoint graph layerNorm --html layer-norm.html",
      "  adjoint graph --cfg yolov5n --img 64 --html yolov5n.html",
    })
final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "OPERATION",
      description = "An operation, as gradcheck lists them.")
  private String name;

  @Option(
      names = "--cfg",
      paramLabel = "MODEL",
      description = "Name of a built-in model, such as yolov5n, or a model file (.yaml).")
  private String cfg;

  @Option(
      names = {"--img", "--imgsz", "--img-size"},
      defaultValue = "64",
      paramLabel = "PIXELS",
      description = "Height and width of the model's picture (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a self-contained page with the picture and the reverse pass.")
  private Path html;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the picture alone.")
  private Path svg;

  @Option(names = "--dot", paramLabel = "FILE", description = "Write it for Graphviz.")
  private Path dot;

  @Override
  public Integer call() throws IOException {
    if ((name == null) == (cfg == null)) {
      throw new ParameterException(
          spec.commandLine(), "Name either an operation or a model (--cfg)");
    }
    ImageSize.require(spec, size);
    boolean ofModel = cfg != null;
    Graph graph = ofModel ? ofModel() : ofOperation();
    String title = ofModel ? cfg + ", " + size + " x " + size + " pixels" : name;
    PrintWriter out = spec.commandLine().getOut();
    write(out, html, html == null ? null : graph.toHtml(title));
    write(out, svg, svg == null ? null : graph.toSvg());
    write(out, dot, dot == null ? null : graph.toDot());
    if (html == null && svg == null && dot == null) {
      out.print(graph.reversePass());
    }
    out.flush();
    return 0;
  }

  private static void write(PrintWriter out, Path file, String content) throws IOException {
    if (file != null) {
      Files.writeString(file, content);
      out.println("Written to " + file);
    }
  }

  private Graph ofOperation() {
    Operation operation = OperationNames.select(spec.commandLine(), List.of(name)).get(0);
    name = operation.name();
    Variable[] inputs =
        Arrays.stream(operation.example().inputs())
            .map(Variable::parameter)
            .toArray(Variable[]::new);
    return Graph.trace(operation.example().expression(), inputs);
  }

  private Graph ofModel() {
    ModelDescription description = ModelFiles.read(cfg);
    Generator generator = new Generator(0);
    DetectionModel model = DetectionModel.build(description, ModuleRegistry.standard(), generator);
    size = ImageSize.roundedUp(spec, size, (int) model.maxStride());
    Variable image =
        Variable.of(Tensor.rand(generator, DType.F32, 1, description.channels(), size, size));
    Map<Variable, String> names = new HashMap<>();
    model.parameters().forEach((path, parameter) -> names.put(parameter, path));
    names.put(image, "image");
    return Graph.trace(
            () ->
                model
                    .raw(
                        image,
                        (row, output) ->
                            names.putIfAbsent(output, rowName(model.layers().get(row))))
                    .stream()
                    .map(Variable::sum)
                    .reduce(Variable::add)
                    .orElseThrow(),
            names)
        .folded();
  }

  private static String rowName(Layer layer) {
    return "row " + layer.row().index() + " " + layer.typeName();
  }
}
