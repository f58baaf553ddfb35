package adjoint.cli;

import adjoint.tensor.backend.Parallel;
import adjoint.yolo.detect.DetectOptions;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.detect.NmsOptions;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds objects in pictures. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Finds objects in pictures.",
      "",
      "Prints one line for each picture, and saves a copy with the boxes drawn on it.",
    },
    customSynopsis = "adjoint detect --weights=FILE --source=PATH [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nGeneral%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done; in a folder, pictures that cannot be read are reported and passed over",
      "1:something went wrong that is not the input's fault",
      "2:an argument, the weights or the picture cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint detect --weights yolov5n.pt --source bus.jpg",
      "  adjoint detect --weights yolov5n.pt --source 'photos/**/*.jpg' --save-txt",
      "  adjoint detect --weights yolov5n.pt --source photos --classes 0 2 --json -",
      "  adjoint detect --weights state.safetensors --cfg yolov5s --source bus.jpg",
    })
final class DetectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nInput%n", order = 1)
  private DetectArguments.Input input = new DetectArguments.Input();

  @ArgGroup(validate = false, heading = "%nDetection%n", order = 2)
  private DetectArguments.Filter filter = new DetectArguments.Filter();

  @ArgGroup(validate = false, heading = "%nOutput%n", order = 3)
  private DetectArguments.Output output = new DetectArguments.Output();

  @ArgGroup(validate = false, heading = "%nMachine%n", order = 4)
  private DetectArguments.Machine machine = new DetectArguments.Machine();

  @Mixin private DeviceOption device;

  @Override
  public Integer call() throws Exception {
    checkArguments();
    return device.compute(this::detect);
  }

  private int detect() throws IOException {
    final ImageSource source = ImageSource.of(input.source);
    if (machine.threads != null) {
      Parallel.setThreads(machine.threads);
    }
    PicturesAhead pictures = new PicturesAhead(source.files());
    Detector detector = open(source.files().size());
    DetectOptions options = options(detector);
    new DetectRun(detector, options, output, spec.commandLine()).run(source, pictures);
    return 0;
  }

  private void checkArguments() {
    require(input.weights != null, "Missing required option: --weights=FILE");
    require(input.source != null, "Missing required option: --source=PATH");
    for (int side : input.size) {
      ImageSize.require(spec, side);
    }
    requireFraction("--conf-thres", filter.confidence);
    requireFraction("--iou-thres", filter.iou);
    require(filter.maxDetections >= 1, "--max-det must be 1 or more, got " + filter.maxDetections);
    require(
        output.lineThickness == null || output.lineThickness >= 1,
        "--line-thickness must be 1 or more, got " + output.lineThickness);
    require(
        machine.threads == null || machine.threads >= 1,
        "--threads must be 1 or more, got " + machine.threads);
    require(
        output.saveText || !output.saveConfidence,
        "--save-conf adds to --save-txt, which is missing");
  }

  private void requireFraction(String option, double value) {
    require(value >= 0 && value <= 1, option + " must be from 0 to 1, got " + value);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private Detector open(int pictures) throws IOException {
    ModelWeights.requireFile(input.weights);
    ShortRun.choose(input.weights, pictures);
    return new Detector(ModelWeights.load(input.weights, input.cfg));
  }

  private DetectOptions options(Detector detector) {
    int stride = (int) detector.model().maxStride();
    int height = ImageSize.roundedUp(spec, input.size.get(0), stride);
    int width =
        input.size.size() == 1 ? height : ImageSize.roundedUp(spec, input.size.get(1), stride);
    int count = detector.model().names().size();
    for (int index : filter.classes) {
      require(
          index >= 0 && index < count,
          "--classes " + index + ": the model's classes have the numbers 0 to " + (count - 1));
    }
    return new DetectOptions(
        height,
        width,
        new NmsOptions(
            filter.confidence,
            filter.iou,
            Set.copyOf(filter.classes),
            filter.agnostic,
            false,
            filter.maxDetections),
        filter.augment);
  }
}
