package adjoint.yolo.val;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.Shared;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.data.Batch;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.Loaders;
import adjoint.yolo.data.ValidationOptions;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.metrics.ClassMetrics;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidatorTest {
  private static final List<String> NAMES = List.of("a", "b");

  private static LabelledImages pictures(LabelledImages.Labelled... pictures) {
    return LabelledImages.of(List.of(pictures));
  }

  private static BatchSource batches(LabelledImages images, int side, int size) {
    return Loaders.validation(images, new ValidationOptions(side, size, 32, 0.5, true, 0, false));
  }

  private static LabelledImages.Labelled grey(String name, int width, int height, int label) {
    RgbImage image = RgbImage.blank(width, height);
    Arrays.fill(image.data(), (byte) 114);
    float[][] labels = {{label, .5f, .5f, .5f, .5f}};
    return new LabelledImages.Labelled(name, image, labels);
  }

  private static DetectionModel small() {
    return DetectionModel.build(
        ModelFiles.read("yolov5n").withClasses(2), ModuleRegistry.standard(), new Generator(1));
  }

  /** Collects what a validation tells. */
  private static final class Record implements ValidationListener {
    final List<float[][]> found = new ArrayList<>();
    final List<Batch.Picture> pictures = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();

    @Override
    public void onPicture(Batch.Picture picture, float[][] boxes) {
      pictures.add(picture);
      found.add(boxes);
    }

    @Override
    public void onBatch(int number, Batch batch, List<Tensor> detections) {
      batches.add(number);
      assertEquals(batch.size(), detections.size());
    }
  }

  /**
   * What a model itself finds is taken as the truth: every confident box must then be found again,
   * which it is only if labels and boxes are mapped between picture and batch alike. The average
   * precision of a perfect class is .995, as its curve ends at precision 0 for recall 1.
   */
  @Test
  void aModelAgreesWithItself() throws IOException {
    DetectionModel model =
        DetectionModel.load(Weights.read(Shared.file("weights/yolov5n-coco.safetensors"))).fuse();
    RgbImage bus = Images.read(Shared.file("images/bus.jpg"));
    float[][] nothing = new float[0][];
    LabelledImages plain = pictures(new LabelledImages.Labelled("bus.jpg", bus, nothing));
    Record record = new Record();
    ValidationResult unlabelled;
    try (BatchSource batches = batches(plain, 320, 1)) {
      unlabelled =
          new Validator(ValidationSettings.DEFAULT)
              .withListener(record)
              .run(model, batches, model.names());
    }
    assertEquals(0, unlabelled.labels());
    assertEquals(0, unlabelled.map50());

    List<float[]> labels = new ArrayList<>();
    for (float[] box : record.found.get(0)) {
      if (box[4] > 0.25) {
        float width = bus.width();
        float height = bus.height();
        labels.add(
            new float[] {
              box[5],
              (box[0] + box[2]) / 2 / width,
              (box[1] + box[3]) / 2 / height,
              (box[2] - box[0]) / width,
              (box[3] - box[1]) / height
            });
      }
    }
    assertTrue(labels.size() >= 4, "people and a bus");
    LabelledImages labelled =
        pictures(new LabelledImages.Labelled("bus.jpg", bus, labels.toArray(float[][]::new)));
    try (BatchSource batches = batches(labelled, 320, 1)) {
      ValidationResult result =
          new Validator(ValidationSettings.DEFAULT).run(model, batches, model.names());
      assertEquals(labels.size(), result.labels());
      assertEquals(1, result.images());
      for (ClassMetrics one : result.perClass()) {
        assertEquals(.995, one.ap50(), 1e-9, model.names().get(one.index()));
        assertEquals(.995, one.ap(), 1e-9, model.names().get(one.index()));
        assertEquals(one.labels(), one.truePositives());
        assertEquals(one.labels(), result.confusion().count(one.index(), one.index()));
      }
      double[] all = result.averagePrecisions();
      assertEquals(80, all.length);
      assertEquals(result.map5095(), all[79], 1e-12);
    }
  }

  @Test
  void lossesAreMeansOverTheBatches() {
    DetectionModel model = small();
    model.train();
    LabelledImages images =
        pictures(grey("1", 64, 64, 0), grey("2", 64, 64, 1), grey("3", 64, 64, 1));
    List<Integer> targets = new ArrayList<>();
    Record record = new Record();
    try (BatchSource batches = batches(images, 64, 2)) {
      ValidationResult result =
          new Validator(ValidationSettings.DEFAULT)
              .withListener(record)
              .withLoss(
                  (raw, rows) -> {
                    assertEquals(3, raw.size());
                    assertFalse(model.isTraining());
                    targets.add(rows.size(0));
                    return new double[] {rows.size(0), 10 * rows.size(0), 100};
                  })
              .run(model, batches, NAMES);
      assertEquals(List.of(2, 1), targets);
      assertEquals(1.5, result.boxLoss());
      assertEquals(15, result.objectnessLoss());
      assertEquals(100, result.classLoss());
      assertEquals(3, result.images());
      assertEquals(3, result.labels());
    }
    assertTrue(model.isTraining(), "the former mode is back");
    assertEquals(List.of(0, 1), record.batches);
    assertEquals(3, record.pictures.size());
  }

  @Test
  void classesCanCountAsOne() {
    ValidationSettings one = ValidationSettings.DEFAULT.withSingleClass(true);
    try (BatchSource batches = batches(pictures(grey("1", 64, 64, 1)), 64, 1)) {
      Record record = new Record();
      ValidationResult result =
          new Validator(one.withThresholds(0, .6))
              .withListener(record)
              .run(small(), batches, List.of("object"));
      assertEquals(1, result.labels());
      assertEquals(0, result.perClass().get(0).index());
      assertTrue(record.found.get(0).length > 0);
      for (float[] box : record.found.get(0)) {
        assertEquals(0, box[5]);
      }
    }
  }

  @Test
  void namesAndLabelsThatDoNotFitAreRefused() {
    Validator validator = new Validator(ValidationSettings.DEFAULT);
    try (BatchSource batches = batches(pictures(grey("one.png", 64, 64, 2)), 64, 1)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> validator.run(small(), batches, List.of("a")))
              .getMessage();
      assertTrue(message.contains("finds 2 classes, the data set has 1"), message);
      message =
          assertThrows(IllegalArgumentException.class, () -> validator.run(small(), batches, NAMES))
              .getMessage();
      assertTrue(message.contains("one.png") && message.contains("class 2"), message);
    }
  }

  @Test
  void predictionsHaveTheFormOfCoco() {
    Batch.Picture numbered =
        new Batch.Picture(0, Path.of("0042.jpg"), 100, 100, 1, 1, 0, 0, new float[0][]);
    Batch.Picture named =
        new Batch.Picture(1, Path.of("cat.v2.png"), 100, 100, 1, 1, 0, 0, new float[0][]);
    float[][] found = {{1.00049f, 2, 11.5f, 22.25f, .123456f, 11}, {0, 0, 1, 1, .5f, 79}};
    CocoPredictions plain = new CocoPredictions(false);
    plain.onPicture(numbered, found);
    assertEquals(
        "{image_id=42, category_id=11, bbox=[1.0, 2.0, 10.5, 20.25], score=0.12346}",
        plain.entries().get(0).toString());
    CocoPredictions coco = new CocoPredictions(true);
    coco.onPicture(named, found);
    assertTrue(coco.entries().get(0).toString().startsWith("{image_id=cat.v2, category_id=13,"));
    assertTrue(coco.entries().get(1).toString().contains("category_id=90,"));
  }
}
