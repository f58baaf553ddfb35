package adjoint.cli;

import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.shapes.ShapeSet;
import adjoint.yolo.detect.Annotator;
import adjoint.yolo.detect.DetectOptions;
import adjoint.yolo.detect.Detection;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.train.Hyperparameters;
import adjoint.yolo.train.OptimizerKind;
import adjoint.yolo.train.TrainingSettings;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The training that a bare {@code adjoint train} runs: small enough for a few minutes. */
final class EmbeddedTraining {
  /** The model. */
  static final String MODEL = "yolov5-shapes";

  /** The data set. */
  static final ShapeSet SET = ShapeSet.DEFAULT;

  private static final int SIDE = 3;

  /** So much larger than they are the pictures are shown, for the labels not to hide them. */
  private static final int ZOOM = 3;

  private EmbeddedTraining() {}

  /**
   * Numbers that suit a short training of a small model on simple pictures. The loss scales the
   * gains for objectness and classes down where there are few classes and small pictures; here they
   * are scaled up again, since the boxes are the easier part.
   */
  static Hyperparameters hyperparameters() {
    return Hyperparameters.low()
        .with("lr0", .003)
        .with("lrf", .02)
        .with("warmup_epochs", 1)
        .with("warmup_bias_lr", .03)
        .with("obj", 6)
        .with("cls", 3)
        .with("hsv_s", .4)
        .with("scale", .2)
        .with("flipud", .5)
        .with("mosaic", 0);
  }

  /** Settings for pictures of the set's size. */
  static TrainingSettings settings() {
    return new TrainingSettings()
        .epochs(22)
        .batchSize(16)
        .nominalBatch(16)
        .optimizer(OptimizerKind.ADAMW)
        .imageSize(SET.size())
        .warmUpFloor(0)
        .noAutoAnchor(true)
        .cosine(true);
  }

  /**
   * Finds objects in pictures that the model has never seen, and draws them.
   *
   * @return the picture's file
   */
  static Path show(Path weights, Path folder) throws IOException {
    Detector detector = new Detector(DetectionModel.load(Weights.read(weights)).fuse());
    LabelledImages unseen = SET.split("test");
    DetectOptions options = DetectOptions.DEFAULT.withSize(SET.size());
    Annotator annotator = new Annotator(2, true, true);
    int size = ZOOM * SET.size();
    BufferedImage sheet = new BufferedImage(SIDE * size, SIDE * size, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    for (int i = 0; i < Math.min(SIDE * SIDE, unseen.size()); i++) {
      RgbImage picture = unseen.image(i);
      List<Detection> found =
          detector.detect(picture, options).boxes().stream().map(box -> box.scaled(ZOOM)).toList();
      BufferedImage large = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
      Graphics2D brush = large.createGraphics();
      brush.drawImage(picture.toBufferedImage(), 0, 0, size, size, null);
      brush.dispose();
      RgbImage drawn = annotator.draw(RgbImage.of(large), found);
      pen.drawImage(drawn.toBufferedImage(), i % SIDE * size, i / SIDE * size, null);
    }
    pen.dispose();
    Path file = folder.resolve("detections.png");
    Images.write(file, RgbImage.of(sheet));
    return file;
  }
}
