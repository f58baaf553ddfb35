package adjoint.yolo.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real weights on real photographs, against the reference's boxes. */
class DetectorTest {
  private static final Path SHARED = Path.of(System.getProperty("adjoint.shared", "../../shared"));
  private static final double THRESHOLD = 0.25;

  private static Detector detector;

  @BeforeAll
  static void open() throws IOException {
    Path weights = SHARED.resolve("weights/yolov5n-coco.safetensors");
    assumeTrue(Files.exists(weights), "no weights at " + weights);
    detector = Detector.open(weights);
  }

  private static Path photograph(String name) {
    Path image = SHARED.resolve("images").resolve(name);
    return Files.exists(image)
        ? image
        : SHARED.resolve("data/coco128/images/train2017").resolve(name);
  }

  @Test
  void findsTheReferencesBoxes() throws IOException {
    Map<?, ?> golden =
        (Map<?, ?>) Json.parse(Files.readString(SHARED.resolve("golden/yolo/detections.json")));
    assertTrue(golden.size() >= 25);
    for (Map.Entry<?, ?> entry : golden.entrySet()) {
      String name = (String) entry.getKey();
      Detections found = detector.detect(photograph(name));
      List<Detection> unmatched = new ArrayList<>();
      found.boxes().forEach(box -> unmatched.add(box.rounded()));
      for (Object expected : (List<?>) entry.getValue()) {
        matchAndRemove(name, (Map<?, ?>) expected, unmatched);
      }
      unmatched.removeIf(box -> Math.abs(box.confidence() - THRESHOLD) <= 0.01);
      assertTrue(unmatched.isEmpty(), () -> name + ": not in the reference: " + unmatched);
    }
  }

  private static void matchAndRemove(String name, Map<?, ?> expected, List<Detection> unmatched) {
    List<?> box = (List<?>) expected.get("box");
    double confidence = ((Number) expected.get("confidence")).doubleValue();
    int label = ((Number) expected.get("class")).intValue();
    for (Detection candidate : unmatched) {
      double[] edges = {candidate.x1(), candidate.y1(), candidate.x2(), candidate.y2()};
      boolean close =
          candidate.classIndex() == label && Math.abs(candidate.confidence() - confidence) <= 0.01;
      for (int i = 0; i < 4; i++) {
        close &= Math.abs(edges[i] - ((Number) box.get(i)).doubleValue()) <= 2;
      }
      if (close) {
        unmatched.remove(candidate);
        return;
      }
    }
    if (Math.abs(confidence - THRESHOLD) > 0.01) {
      fail(name + ": " + expected + " is not among " + unmatched);
    }
  }

  @Test
  void letterboxesLikeTheReference() throws IOException {
    Tensor expected =
        SafeTensors.read(SHARED.resolve("golden/yolo/forward_bus.safetensors"))
            .tensor("letterboxed_rgb_chw");
    RgbImage bus = Images.read(photograph("bus.jpg"));
    RgbImage boxed = Letterbox.plan(bus.height(), bus.width(), 640, 640, true, true, 32).apply(bus);
    Tensor mine = Detector.toTensor(boxed).mul(255).squeeze(0);
    double difference = mine.sub(expected.to(adjoint.tensor.DType.F32)).abs().mean().item();
    assertTrue(difference < 0.5, () -> "mean difference " + difference + " grey levels");
  }

  @Test
  void reportsSizesAndTimes() throws IOException {
    Detections found = detector.detect(photograph("bus.jpg"));
    assertEquals(810, found.width());
    assertEquals(1080, found.height());
    assertEquals(480, found.inputWidth());
    assertEquals(640, found.inputHeight());
    assertEquals("4 persons, 1 bus", found.summary());
    assertTrue(found.timing().inference() > 0);
    DetectionReport report = new DetectionReport();
    report.add(Path.of("bus.jpg"), found);
    Map<?, ?> image = (Map<?, ?>) ((List<?>) report.toMap().get("images")).get(0);
    assertEquals("bus.jpg", image.get("file"));
    Map<?, ?> first = (Map<?, ?>) ((List<?>) image.get("detections")).get(0);
    assertEquals("person", first.get("name"));
  }

  @Test
  void drawsOntoACopy() throws IOException {
    RgbImage bus = Images.read(photograph("bus.jpg"));
    byte[] before = bus.data().clone();
    Detections found = detector.detect(bus, DetectOptions.DEFAULT);
    RgbImage drawn = new Annotator(0, true, true).draw(bus, found.boxes());
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, bus.data());
    Detection best = found.boxes().get(0).rounded();
    int middle = (int) (best.y1() + best.y2()) / 2;
    int color = Annotator.color(best.classIndex());
    assertEquals(color >> 16, drawn.get((int) best.x1(), middle, 0));
    assertEquals(color & 0xFF, drawn.get((int) best.x1(), middle, 2));
  }

  @Test
  void refusesSizesThatDoNotFitTheStride() throws IOException {
    RgbImage tiny = RgbImage.blank(10, 10);
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> detector.detect(tiny, DetectOptions.DEFAULT.withSize(100)));
    assertTrue(failure.getMessage().contains("stride, 32"), failure.getMessage());
  }
}
