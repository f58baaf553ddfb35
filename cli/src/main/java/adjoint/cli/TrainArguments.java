package adjoint.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option groups of {@link TrainCommand}. */
final class TrainArguments {
  private TrainArguments() {}

  /** What to train on what. */
  static final class Input {
    @Option(
        names = "--data",
        paramLabel = "FILE",
        description =
            "Data set: its description (data.yaml), or the folder it lies in (default: drawn"
                + " shapes).")
    Path data;

    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "Weights to start from: a YOLOv5 checkpoint (.pt) or .safetensors.")
    String weights;

    @Option(
        names = "--cfg",
        paramLabel = "MODEL",
        description =
            "Name of a built-in model, such as yolov5n-soca, or a model file (.yaml); without it,"
                + " the weights' own.")
    String cfg;

    @Option(
        names = "--near-identity",
        description =
            "Start rows that the weights do not have close to the identity, where they can.")
    boolean nearIdentity;

    @Option(
        names = "--hyp",
        paramLabel = "FILE",
        description =
            "Hyper-parameters: low, med, high, VOC, Objects365, or a file (default: low).")
    String hyp;

    @Option(
        names = "--resume",
        arity = "0..1",
        fallbackValue = "",
        paramLabel = "FILE",
        description =
            "Go on with an unfinished training: its weights/last.safetensors, or without a file"
                + " the latest below this folder. All other options are those it was started"
                + " with.")
    String resume;
  }

  /** How to learn. */
  static final class Learning {
    @Option(names = "--epochs", paramLabel = "COUNT", description = "Epochs (default: 300).")
    Integer epochs;

    @Option(
        names = "--batch-size",
        paramLabel = "COUNT",
        description = "Pictures in a batch; -1 chooses (default: 16).")
    Integer batchSize;

    @Option(
        names = {"--img", "--imgsz", "--img-size"},
        paramLabel = "PIXELS",
        description =
            "Longer side that pictures are scaled to; rounded up to a multiple of the model's"
                + " stride (default: 640).")
    Integer size;

    @Option(
        names = "--optimizer",
        paramLabel = "NAME",
        description = "SGD, Adam or AdamW (default: SGD).")
    String optimizer;

    @Option(names = "--cos-lr", description = "Let the learning rate fall along a cosine.")
    boolean cosine;

    @Option(
        names = "--label-smoothing",
        defaultValue = "0",
        paramLabel = "0..1",
        description = "Epsilon of the label smoothing (default: ${DEFAULT-VALUE}).")
    double labelSmoothing;

    @Option(
        names = "--clip-norm",
        defaultValue = "0",
        paramLabel = "NORM",
        description = "Shorten longer gradients to this norm; 0 for never (default: 0).")
    double clipNorm;

    @Option(
        names = "--warmup-floor",
        paramLabel = "COUNT",
        description = "Batches that the warm-up takes at least (default: 1000).")
    Integer warmUpFloor;

    @Option(
        names = "--patience",
        defaultValue = "100",
        paramLabel = "COUNT",
        description =
            "Stop after so many epochs without an improvement; 0 for never (default:"
                + " ${DEFAULT-VALUE}).")
    int patience = 100;

    @Option(
        names = "--freeze",
        arity = "1..*",
        split = ",",
        paramLabel = "ROW",
        description = "Keep the first rows as they are: their number, or several rows.")
    List<Integer> freeze = List.of();

    @Option(
        names = "--evolve",
        arity = "0..1",
        fallbackValue = "300",
        paramLabel = "COUNT",
        description = "Evolve the hyper-parameters over so many trainings (300).")
    Integer evolve;

    @Option(
        names = "--seed",
        defaultValue = "0",
        paramLabel = "NUMBER",
        description = "Decides all random numbers (default: ${DEFAULT-VALUE}).")
    long seed;
  }

  /** Which pictures a batch is made of. */
  static final class Pictures {
    @Option(names = "--rect", description = "Rectangular batches in a fixed order.")
    boolean rectangular;

    @Option(names = "--multi-scale", description = "Vary the image size by half.")
    boolean multiScale;

    @Option(
        names = "--image-weights",
        description = "Draw pictures with badly found classes more often.")
    boolean imageWeights;

    @Option(names = "--single-cls", description = "Count all classes as one.")
    boolean singleClass;

    @Option(
        names = "--cache",
        arity = "0..1",
        fallbackValue = "ram",
        paramLabel = "ram",
        description = "Keep all pictures in memory.")
    String cache;

    @Option(names = "--noautoanchor", description = "Keep the model's anchors.")
    boolean noAutoAnchor;

    @Option(names = "--mosaic9", description = "Mosaics of nine pictures instead of four.")
    boolean mosaic9;
  }

  /** What to write and where. */
  static final class Output {
    @Option(
        names = "--project",
        paramLabel = "FOLDER",
        description = "Folder of all runs (default: runs/train, for --evolve runs/evolve).")
    Path project;

    @Option(
        names = "--name",
        defaultValue = "exp",
        paramLabel = "NAME",
        description =
            "Folder of this run; a number is added when it exists (default: ${DEFAULT-VALUE}).")
    String name = "exp";

    @Option(names = "--exist-ok", description = "Write into an existing folder of that name.")
    boolean existOk;

    @Option(names = "--nosave", description = "Save only the last epoch.")
    boolean noSave;

    @Option(names = "--noval", description = "Validate only the last epoch.")
    boolean noValidation;

    @Option(names = "--noplots", description = "Draw no curves and no pictures.")
    boolean noPlots;

    @Option(
        names = "--save-period",
        defaultValue = "-1",
        paramLabel = "EPOCHS",
        description = "Save a checkpoint of its own every so many epochs.")
    int savePeriod = -1;
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
        description = "Threads that make batches ahead (default: ${DEFAULT-VALUE}).")
    int workers = 2;
  }
}
