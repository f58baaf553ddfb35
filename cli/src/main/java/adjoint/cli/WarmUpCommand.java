package adjoint.cli;

import adjoint.tensor.Generator;
import adjoint.tensor.io.Json;
import adjoint.yolo.detect.Annotator;
import adjoint.yolo.detect.DetectOptions;
import adjoint.yolo.detect.DetectionReport;
import adjoint.yolo.detect.Detections;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.detect.YoloText;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Goes through everything that a detection does, so that the launcher can archive the classes it
 * takes; the model's weights are random, and nothing is kept.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Detector detector = new Detector(DetectionModel.build("yolov5n", new Generator(0)));
    Path folder = Files.createTempDirectory("adjoint");
    Path file = folder.resolve("picture.jpg");
    try {
      Images.write(file, RgbImage.blank(640, 480));
      RgbImage picture = Images.read(file);
      DetectOptions options = DetectOptions.DEFAULT.withThresholds(0, 0.45);
      Detections found = detector.detect(picture, options);
      Images.write(file, new Annotator(0, true, true).draw(picture, found.boxes()));
      DetectionReport report = new DetectionReport();
      report.add(file, found);
      Json.writeIndented(report.toMap());
      YoloText.of(found, true);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
    return 0;
  }
}
