package adjoint.yolo.detect;

import adjoint.tensor.Tensor;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelDescription;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds objects in pictures.
 *
 * <pre>{@code
 * Detector detector = Detector.open(Path.of("yolov5n.pt"));
 * for (Detection box : detector.detect(Path.of("bus.jpg")).boxes()) {
 *   System.out.println(box.name() + " " + box.confidence());
 * }
 * }</pre>
 *
 * <p>A detector may be used by several threads at once.
 */
public final class Detector {
  private final DetectionModel model;

  /** A detector around a model, which is switched to evaluation mode and fused. */
  public Detector(DetectionModel model) {
    this.model = model;
    model.eval();
    model.fuse();
  }

  /**
   * Reads weights that describe their model: a YOLOv5 checkpoint, or safetensors with a model name.
   *
   * @throws IOException if the file is missing, malformed or no such file
   */
  public static Detector open(Path weights) throws IOException {
    return open(weights, null);
  }

  /**
   * Reads weights.
   *
   * @param modelFile name or path of a model file; null if the weights describe their model
   * @throws IOException if a file is missing or malformed
   * @throws IllegalArgumentException if weights and model do not fit each other
   */
  public static Detector open(Path weights, String modelFile) throws IOException {
    ModelDescription description = modelFile == null ? null : ModelFiles.read(modelFile);
    return new Detector(
        DetectionModel.load(Weights.read(weights), description, ModuleRegistry.standard()));
  }

  /** The model. */
  public DetectionModel model() {
    return model;
  }

  /**
   * Finds objects with the default settings.
   *
   * @throws IOException if the file is missing or no readable picture
   */
  public Detections detect(Path picture) throws IOException {
    return detect(Images.read(picture), DetectOptions.DEFAULT);
  }

  /** Finds objects in a picture that the JDK has decoded. */
  public Detections detect(BufferedImage picture, DetectOptions options) {
    return detect(RgbImage.of(picture), options);
  }

  /**
   * Finds objects.
   *
   * @throws IllegalArgumentException if a side of the input is no multiple of the model's stride
   */
  public Detections detect(RgbImage picture, DetectOptions options) {
    int stride = (int) model.maxStride();
    if (options.height() % stride != 0 || options.width() % stride != 0) {
      throw new IllegalArgumentException(
          "the image size "
              + options.height()
              + " x "
              + options.width()
              + " is no multiple of the model's stride, "
              + stride);
    }
    final long start = System.nanoTime();
    Letterbox letterbox =
        Letterbox.plan(
            picture.height(),
            picture.width(),
            options.height(),
            options.width(),
            true,
            true,
            stride);
    Tensor input = toTensor(letterbox.apply(picture));
    final long prepared = System.nanoTime();
    Tensor predictions =
        options.augment() ? TestTimeAugmentation.predict(model, input) : predict(input);
    final long predicted = System.nanoTime();
    Tensor rows = NonMaxSuppression.apply(predictions, options.nms()).get(0);
    List<Detection> boxes = toOriginal(rows, letterbox, picture);
    final long done = System.nanoTime();
    return new Detections(
        picture.width(),
        picture.height(),
        letterbox.width(),
        letterbox.height(),
        boxes,
        new Timing(
            (prepared - start) / 1e6, (predicted - prepared) / 1e6, (done - predicted) / 1e6));
  }

  /**
   * The network's decoded output.
   *
   * @param images F32, batch x 3 x height x width, red, green, blue from 0 to 1
   * @return F32, batch x rows x (5 + classes): centre, width and height in pixels, objectness,
   *     class probabilities
   */
  public Tensor predict(Tensor images) {
    return model.predict(images);
  }

  /** A picture as a batch of one: F32, 1 x 3 x height x width, values from 0 to 1. */
  public static Tensor toTensor(RgbImage image) {
    int plane = image.width() * image.height();
    float[] data = new float[3 * plane];
    byte[] rgb = image.data();
    for (int i = 0, at = 0; i < plane; i++) {
      data[i] = (rgb[at++] & 0xFF) / 255f;
      data[plane + i] = (rgb[at++] & 0xFF) / 255f;
      data[2 * plane + i] = (rgb[at++] & 0xFF) / 255f;
    }
    return Tensor.of(data, 1, 3, image.height(), image.width());
  }

  private List<Detection> toOriginal(Tensor rows, Letterbox letterbox, RgbImage picture) {
    float[] data = rows.toFloatArray();
    float[][] corners = new float[rows.size(0)][4];
    for (int i = 0; i < corners.length; i++) {
      System.arraycopy(data, i * 6, corners[i], 0, 4);
    }
    BoxScaling.toOriginal(
        corners, letterbox.height(), letterbox.width(), picture.height(), picture.width());
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < corners.length; i++) {
      int label = (int) data[i * 6 + 5];
      float[] box = corners[i];
      String name = model.names().get(label);
      boxes.add(new Detection(box[0], box[1], box[2], box[3], data[i * 6 + 4], label, name));
    }
    return boxes;
  }
}
