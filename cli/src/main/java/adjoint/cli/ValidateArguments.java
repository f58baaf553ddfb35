package adjoint.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option groups of {@link ValidateCommand}. */
final class ValidateArguments {
  private ValidateArguments() {}

  /** What to validate with what. */
  static final class Input {
    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "Weights: a YOLOv5 checkpoint (.pt) or .safetensors. Required.")
    Path weights;

    @Option(
        names = "--data",
        paramLabel = "FILE",
        description = "Data set: its description (data.yaml), or the folder it lies in. Required.")
    Path data;

    @Option(
        names = "--cfg",
        paramLabel = "MODEL",
        description =
            "Name of a built-in model, such as yolov5n, or a model file (.yaml); for weights that"
                + " do not say which model they belong to.")
    String cfg;

    @Option(
        names = "--task",
        defaultValue = "val",
        paramLabel = "NAME",
        description =
            "Pictures to take: train, val or test; or speed, which measures times on val with"
                + " confidence .25 and IoU .45 (default: ${DEFAULT-VALUE}).")
    String task = "val";

    @Option(
        names = {"--img", "--imgsz", "--img-size"},
        defaultValue = "640",
        paramLabel = "PIXELS",
        description =
            "Longer side that pictures are scaled to; rounded up to a multiple of the model's"
                + " stride (default: ${DEFAULT-VALUE}).")
    int size = 640;

    @Option(
        names = "--batch-size",
        defaultValue = "32",
        paramLabel = "COUNT",
        description = "Pictures computed at once (default: ${DEFAULT-VALUE}).")
    int batchSize = 32;
  }

  /** How to look and which boxes count. */
  static final class Filter {
    @Option(
        names = "--conf-thres",
        paramLabel = "0..1",
        description =
            "Keep boxes with more confidence than this (default: 0.001; more spoils the figures).")
    Double confidence;

    @Option(
        names = "--iou-thres",
        paramLabel = "0..1",
        description = "Drop a box that overlaps a better one by more than this (default: 0.6).")
    Double iou;

    @Option(
        names = "--max-det",
        defaultValue = "300",
        paramLabel = "COUNT",
        description = "Keep this many boxes of a picture at most (default: ${DEFAULT-VALUE}).")
    int maxDetections = 300;

    @Option(names = "--single-cls", description = "Count all classes as one.")
    boolean singleClass;

    @Option(
        names = "--augment",
        description = "Look at each picture in three versions: slower, and finds a little more.")
    boolean augment;
  }

  /** What to write and where. */
  static final class Output {
    @Option(
        names = "--project",
        defaultValue = "runs/val",
        paramLabel = "FOLDER",
        description = "Folder of all runs (default: ${DEFAULT-VALUE}).")
    Path project = Path.of("runs", "val");

    @Option(
        names = "--name",
        defaultValue = "exp",
        paramLabel = "NAME",
        description =
            "Folder of this run; a number is added when it exists (default: ${DEFAULT-VALUE}).")
    String name = "exp";

    @Option(names = "--exist-ok", description = "Write into an existing folder of that name.")
    boolean existOk;

    @Option(names = "--noplots", description = "Draw no curves and no pictures.")
    boolean noPlots;

    @Option(
        names = "--save-txt",
        description = "Save the boxes as text: labels/NAME.txt, rows of class x y w h.")
    boolean saveText;

    @Option(names = "--save-conf", description = "Add the confidence to the rows of --save-txt.")
    boolean saveConfidence;

    @Option(
        names = "--save-json",
        description = "Save the boxes in COCO's format: WEIGHTS_predictions.json.")
    boolean saveJson;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Write the figures to this file as JSON; - means standard output.")
    String json;
  }

  /** What to compute with. */
  static final class Machine {
    @Option(
        names = "--threads",
        paramLabel = "COUNT",
        description = "Number of threads (default: one for each core).")
    Integer threads;

    @Option(
        names = "--workers",
        defaultValue = "2",
        paramLabel = "COUNT",
        description = "Threads that read pictures ahead (default: ${DEFAULT-VALUE}).")
    int workers = 2;
  }
}
