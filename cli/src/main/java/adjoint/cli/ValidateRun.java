package adjoint.cli;

import adjoint.cli.plots.ValidationPlots;
import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.Loaders;
import adjoint.yolo.data.ValidationOptions;
import adjoint.yolo.detect.Timing;
import adjoint.yolo.detect.YoloText;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.val.CocoPredictions;
import adjoint.yolo.val.ValidationListener;
import adjoint.yolo.val.ValidationResult;
import adjoint.yolo.val.ValidationSettings;
import adjoint.yolo.val.Validator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** One run of {@link ValidateCommand}: the pictures, the figures, and the files. */
final class ValidateRun {
  private final ValidateArguments.Input input;
  private final ValidateArguments.Output output;
  private final CommandLine commandLine;
  private final PrintWriter lines;
  private Path folder;

  ValidateRun(
      ValidateArguments.Input input, ValidateArguments.Output output, CommandLine commandLine) {
    this.input = input;
    this.output = output;
    this.commandLine = commandLine;
    lines = JsonFile.isStandardOutput(output.json) ? commandLine.getErr() : commandLine.getOut();
  }

  void run(
      DetectionModel model,
      DataSet data,
      LabelledImages pictures,
      ValidationOptions loading,
      ValidationSettings settings)
      throws IOException {
    List<String> names = settings.singleClass() ? List.of("object") : data.names();
    Validator validator = new Validator(settings);
    CocoPredictions predictions = new CocoPredictions(CocoPredictions.isCoco(data));
    if (output.saveJson) {
      validator.withListener(predictions);
    }
    if (output.saveText) {
      validator.withListener(new LabelWriter());
    }
    ValidationPlots plots = output.noPlots ? null : new ValidationPlots(folder(), names);
    if (plots != null) {
      validator.withListener(plots);
    }
    ValidationResult result;
    try (BatchSource batches = Loaders.validation(pictures, loading);
        Progress progress =
            new Progress("val", batches.batchesPerEpoch(), lines, commandLine.getErr())) {
      validator.withListener(new Steps(progress));
      result = validator.run(model, batches, names);
    }
    print(result);
    if (plots != null) {
      plots.finish(result);
    }
    if (output.saveJson) {
      Path file = folder().resolve(stem(input.weights) + "_predictions.json");
      predictions.write(file);
    }
    if (output.json != null) {
      JsonFile.write(output.json, result.toMap(), commandLine.getOut());
    }
    if (folder != null) {
      lines.println("Results saved to " + folder);
      lines.flush();
    }
  }

  private void print(ValidationResult result) {
    lines.println(ValidationTable.header());
    lines.println(ValidationTable.all(result));
    boolean always = ErrorMessages.verbose(commandLine);
    ValidationTable.classes(result, always).forEach(lines::println);
    Timing timing = result.timing();
    lines.printf(
        Locale.ROOT,
        "Speed: %.1f ms pre-processing, %.1f ms inference, %.1f ms NMS for each of %d pictures%n",
        timing.preprocess(),
        timing.inference(),
        timing.nms(),
        result.images());
    lines.flush();
  }

  /** This run's folder; made when the first file goes into it. */
  private Path folder() throws IOException {
    if (folder == null) {
      Path next = RunFolder.next(output.project, output.name, output.existOk);
      folder = Files.createDirectories(next);
    }
    return folder;
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  /** Moves the progress bar. */
  private record Steps(Progress progress) implements ValidationListener {
    @Override
    public void onBatch(int number, Batch batch, List<Tensor> detections) {
      progress.step();
    }
  }

  /** Writes the boxes of each picture as text. */
  private final class LabelWriter implements ValidationListener {
    @Override
    public void onPicture(Batch.Picture picture, float[][] found) throws IOException {
      if (found.length > 0) {
        Path labels = Files.createDirectories(folder().resolve("labels"));
        Files.writeString(
            labels.resolve(stem(picture.file()) + ".txt"),
            YoloText.of(found, picture.width(), picture.height(), output.saveConfidence));
      }
    }
  }
}
