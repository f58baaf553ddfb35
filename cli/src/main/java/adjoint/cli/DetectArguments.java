package adjoint.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option groups of {@link DetectCommand}. */
final class DetectArguments {
  private DetectArguments() {}

  /** What to look at and with which model. */
  static final class Input {
    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "Weights: a YOLOv5 checkpoint (.pt) or .safetensors. Required.")
    Path weights;

    @Option(
        names = "--source",
        paramLabel = "PATH",
        description =
            "A picture, a folder of pictures, or a pattern in quotes, such as 'photos/**/*.jpg'."
                + " Required.")
    String source;

    @Option(
        names = "--cfg",
        paramLabel = "MODEL",
        description =
            "Name of a built-in model, such as yolov5n, or a model file (.yaml); for weights that"
                + " do not say which model they belong to.")
    String cfg;

    @Option(
        names = {"--img", "--imgsz", "--img-size"},
        arity = "1..2",
        defaultValue = "640",
        paramLabel = "PIXELS",
        description =
            "Size that pictures are scaled to, one number or height and width; rounded up to a"
                + " multiple of the model's stride (default: ${DEFAULT-VALUE}).")
    List<Integer> size = List.of(640);
  }

  /** Which boxes to keep. */
  static final class Filter {
    @Option(
        names = "--conf-thres",
        defaultValue = "0.25",
        paramLabel = "0..1",
        description = "Keep boxes with more confidence than this (default: ${DEFAULT-VALUE}).")
    double confidence = 0.25;

    @Option(
        names = "--iou-thres",
        defaultValue = "0.45",
        paramLabel = "0..1",
        description =
            "Drop a box that overlaps a better one by more than this (default: ${DEFAULT-VALUE}).")
    double iou = 0.45;

    @Option(
        names = "--classes",
        arity = "1..*",
        split = ",",
        paramLabel = "NUMBER",
        description = "Keep only these classes, by number, such as --classes 0 2 3 (default: all).")
    List<Integer> classes = List.of();

    @Option(
        names = "--agnostic-nms",
        description = "Let boxes of different classes suppress each other.")
    boolean agnostic;

    @Option(
        names = "--max-det",
        defaultValue = "300",
        paramLabel = "COUNT",
        description = "Keep this many boxes of a picture at most (default: ${DEFAULT-VALUE}).")
    int maxDetections = 300;

    @Option(
        names = "--augment",
        description = "Look at each picture in three versions: slower, and finds a little more.")
    boolean augment;
  }

  /** What to write and where. */
  static final class Output {
    @Option(
        names = "--project",
        defaultValue = "runs/detect",
        paramLabel = "FOLDER",
        description = "Folder of all runs (default: ${DEFAULT-VALUE}).")
    Path project = Path.of("runs", "detect");

    @Option(
        names = "--name",
        defaultValue = "exp",
        paramLabel = "NAME",
        description =
            "Folder of this run; a number is added when it exists (default: ${DEFAULT-VALUE}).")
    String name = "exp";

    @Option(names = "--exist-ok", description = "Write into an existing folder of that name.")
    boolean existOk;

    @Option(names = "--nosave", description = "Save no pictures.")
    boolean noSave;

    @Option(
        names = "--save-txt",
        description = "Save the boxes as text: labels/NAME.txt, rows of class x y w h.")
    boolean saveText;

    @Option(names = "--save-conf", description = "Add the confidence to the rows of --save-txt.")
    boolean saveConfidence;

    @Option(
        names = "--save-crop",
        description = "Save what is inside each box: crops/CLASS/NAME.jpg.")
    boolean saveCrops;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Write everything found to this file as JSON; - means standard output.")
    String json;

    @Option(
        names = "--line-thickness",
        paramLabel = "PIXELS",
        description = "Width of the drawn lines (default: by the picture's size).")
    Integer lineThickness;

    @Option(names = "--hide-labels", description = "Draw boxes without names.")
    boolean hideLabels;

    @Option(names = "--hide-conf", description = "Draw names without confidences.")
    boolean hideConfidences;

    /** Whether the JSON goes to standard output, and the lines for people must go elsewhere. */
    boolean jsonToStandardOutput() {
      return "-".equals(json);
    }
  }

  /** What to compute with. */
  static final class Machine {
    @Option(
        names = "--threads",
        paramLabel = "COUNT",
        description = "Number of threads (default: one for each core).")
    Integer threads;
  }
}
