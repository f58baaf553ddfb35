package adjoint.cli;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.detect.Annotator;
import adjoint.yolo.detect.DetectOptions;
import adjoint.yolo.detect.Detection;
import adjoint.yolo.detect.DetectionReport;
import adjoint.yolo.detect.Detections;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.detect.Timing;
import adjoint.yolo.detect.YoloText;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * One run of {@link DetectCommand}: all pictures through one detector, and what becomes of them.
 */
final class DetectRun {
  private final Detector detector;
  private final DetectOptions options;
  private final DetectArguments.Output output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Annotator annotator;
  private final DetectionReport report = new DetectionReport();
  private Path folder;

  DetectRun(
      Detector detector,
      DetectOptions options,
      DetectArguments.Output output,
      CommandLine commandLine) {
    this.detector = detector;
    this.options = options;
    this.output = output;
    this.out = commandLine.getOut();
    this.err = commandLine.getErr();
    int lineWidth = output.lineThickness == null ? 0 : output.lineThickness;
    annotator = new Annotator(lineWidth, !output.hideLabels, !output.hideConfidences);
  }

  /**
   * Works on all pictures.
   *
   * @param pictures the source's pictures, none of them taken yet
   * @throws UserException if none of them can be read
   */
  void run(ImageSource source, PicturesAhead pictures) throws IOException {
    PrintWriter lines = output.jsonToStandardOutput() ? err : out;
    List<Path> files = source.files();
    int unreadable = 0;
    try (Interruption watch = new Interruption();
        Progress progress = new Progress("detect", files.size(), lines, err)) {
      for (int i = 0; i < files.size() && watch.goesOn(); i++) {
        try {
          Detections found = detect(files.get(i), pictures.take());
          progress.print("image " + (i + 1) + "/" + files.size() + " " + line(files.get(i), found));
        } catch (FormatException | NoSuchFileException | AccessDeniedException broken) {
          if (source.single()) {
            throw broken;
          }
          unreadable++;
          progress.warn("adjoint: skipped " + ErrorMessages.sentence(broken));
        }
        progress.step();
      }
    }
    if (unreadable == files.size()) {
      throw new UserException("none of the " + unreadable + " pictures can be read");
    }
    finish(lines, files.size(), unreadable);
  }

  private Detections detect(Path file, RgbImage picture) throws IOException {
    Detections found = detector.detect(picture, options);
    report.add(file, found);
    String stem = stem(file);
    if (!output.noSave) {
      Path target = folder().resolve(pictureName(file));
      Images.write(target, annotator.draw(picture, found.boxes()));
    }
    if (output.saveText && !found.boxes().isEmpty()) {
      Path labels = Files.createDirectories(folder().resolve("labels"));
      Files.writeString(labels.resolve(stem + ".txt"), YoloText.of(found, output.saveConfidence));
    }
    if (output.saveCrops) {
      CropWriter crops = new CropWriter(folder().resolve("crops"));
      for (Detection box : found.boxes()) {
        crops.write(picture, box, stem);
      }
    }
    return found;
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

  /** The picture's own name, with another suffix where its kind can be read but not written. */
  private static String pictureName(Path file) {
    return switch (Images.suffix(file)) {
      case "jpg", "jpeg", "png", "bmp", "tif", "tiff" -> file.getFileName().toString();
      default -> stem(file) + ".png";
    };
  }

  private static String line(Path file, Detections found) {
    return String.format(
        Locale.ROOT,
        "%s: %dx%d %s, %.1f ms",
        file,
        found.inputHeight(),
        found.inputWidth(),
        found.summary(),
        found.timing().total());
  }

  private void finish(PrintWriter lines, int count, int unreadable) throws IOException {
    if (Interruption.requested()) {
      lines.println("Interrupted after " + (report.size() + unreadable) + " of " + count);
    }
    if (output.json != null) {
      JsonFile.write(output.json, report.toMap(), out);
    }
    Timing mean = report.meanTiming();
    lines.printf(
        Locale.ROOT,
        "Speed: %.1f ms pre-processing, %.1f ms inference, %.1f ms NMS%s%n",
        mean.preprocess(),
        mean.inference(),
        mean.nms(),
        report.size() == 1 ? "" : " for each of " + report.size() + " pictures");
    if (unreadable > 0) {
      lines.println(unreadable + " of " + count + " pictures could not be read");
    }
    if (folder != null) {
      lines.println("Results saved to " + folder);
    }
    lines.flush();
  }
}
