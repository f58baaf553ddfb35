package adjoint.cli;

import adjoint.tensor.backend.Parallel;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.ValidationOptions;
import adjoint.yolo.detect.NmsOptions;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.val.ValidationSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares what a model finds with labels. */
@Command(
    name = "val",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Validates a model: compares what it finds in labelled pictures with the labels.",
      "",
      "Prints precision, recall and mean average precision, and saves curves and pictures. With"
          + " --verbose, every class gets a line.",
    },
    customSynopsis = "adjoint val --weights=FILE --data=FILE [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nGeneral%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument, the weights or the data set cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint val --weights yolov5n.pt --data coco128.yaml",
      "  adjoint val --weights best.safetensors --data data.yaml --task test --json -",
      "  adjoint val --weights best.safetensors --data data.yaml --img 320 --augment",
    })
final class ValidateCommand implements Callable<Integer> {
  private static final List<String> TASKS = List.of("train", "val", "test", "speed");
  private static final String SPEED = "speed";

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nInput%n", order = 1)
  private ValidateArguments.Input input = new ValidateArguments.Input();

  @ArgGroup(validate = false, heading = "%nDetection%n", order = 2)
  private ValidateArguments.Filter filter = new ValidateArguments.Filter();

  @ArgGroup(validate = false, heading = "%nOutput%n", order = 3)
  private ValidateArguments.Output output = new ValidateArguments.Output();

  @ArgGroup(validate = false, heading = "%nMachine%n", order = 4)
  private ValidateArguments.Machine machine = new ValidateArguments.Machine();

  @Mixin private DeviceOption device;

  @Override
  public Integer call() throws Exception {
    checkArguments();
    return device.compute(this::validate);
  }

  private int validate() throws IOException {
    if (machine.threads != null) {
      Parallel.setThreads(machine.threads);
    }
    DetectionModel model = ModelWeights.load(input.weights, input.cfg).fuse();
    final DataSet data = DataSet.read(input.data);
    requireSameClasses(model, data);
    PrintWriter err = spec.commandLine().getErr();
    LabelledImages pictures =
        LabelledImages.read(data, split(), filter.singleClass, line -> print(err, line));
    if (pictures.size() == 0) {
      throw new UserException(data.file() + ": no usable picture for the task " + input.task);
    }
    int stride = (int) model.maxStride();
    int size = ImageSize.roundedUp(spec, input.size, stride);
    ValidationOptions loading =
        new ValidationOptions(
            size,
            Math.min(input.batchSize, pictures.size()),
            stride,
            speed() ? 0 : 0.5,
            true,
            machine.workers,
            false);
    new ValidateRun(input, output, spec.commandLine())
        .run(model, data, pictures, loading, settings());
    return 0;
  }

  private static void print(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  private boolean speed() {
    return input.task.equals(SPEED);
  }

  private String split() {
    return speed() ? "val" : input.task;
  }

  private ValidationSettings settings() {
    NmsOptions standard = speed() ? NmsOptions.DETECT : NmsOptions.VALIDATE;
    NmsOptions nms =
        new NmsOptions(
            filter.confidence == null ? standard.confidence() : filter.confidence,
            filter.iou == null ? standard.iou() : filter.iou,
            Set.of(),
            false,
            true,
            filter.maxDetections);
    return new ValidationSettings(nms, filter.augment, filter.singleClass);
  }

  private void requireSameClasses(DetectionModel model, DataSet data) {
    int count = data.names().size();
    if (!filter.singleClass && count != model.classes()) {
      throw new UserException(
          input.weights
              + " finds "
              + model.classes()
              + " classes and "
              + data.file()
              + " has "
              + count
              + "; validation needs a model that was trained for the data set's classes");
    }
  }

  private void checkArguments() {
    require(input.weights != null, "Missing required option: --weights=FILE");
    require(input.data != null, "Missing required option: --data=FILE");
    ImageSize.require(spec, input.size);
    require(
        TASKS.contains(input.task),
        "--task must be " + String.join(", ", TASKS) + ", got " + input.task);
    require(input.batchSize >= 1, "--batch-size must be 1 or more, got " + input.batchSize);
    requireFraction("--conf-thres", filter.confidence);
    requireFraction("--iou-thres", filter.iou);
    require(filter.maxDetections >= 1, "--max-det must be 1 or more, got " + filter.maxDetections);
    require(
        machine.threads == null || machine.threads >= 1,
        "--threads must be 1 or more, got " + machine.threads);
    require(machine.workers >= 0, "--workers must be 0 or more, got " + machine.workers);
    require(
        output.saveText || !output.saveConfidence,
        "--save-conf adds to --save-txt, which is missing");
  }

  private void requireFraction(String option, Double value) {
    require(
        value == null || value >= 0 && value <= 1, option + " must be from 0 to 1, got " + value);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
