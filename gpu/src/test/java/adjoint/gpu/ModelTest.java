package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.io.Json;
import adjoint.yolo.detect.Detection;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients, a detection and a training step through the device. */
@RequiresOpenCl
class ModelTest {
  private static final Path SHARED = Path.of(System.getProperty("adjoint.shared", "../../shared"));

  @Test
  void gradientsThroughTheDeviceAreRight() {
    Generator random = new Generator(1);
    Tensor x = Tensor.randn(random, DType.F64, 2, 4, 3, 4);
    Tensor weight = Tensor.randn(random, DType.F64, 4, 2, 3, 2);
    Tensor bias = Tensor.randn(random, DType.F64, 4);
    Tensor a = Tensor.randn(random, DType.F64, 2, 3, 4);
    Tensor b = Tensor.randn(random, DType.F64, 2, 4, 5);
    Conv2dOptions options = new Conv2dOptions(2, 1, 1, 2, 1, 2, 2);
    OpenClTests.onDevice(
        backend ->
            Backends.with(
                backend,
                () -> {
                  GradCheck check = GradCheck.standard();
                  check.check(v -> v[0].conv2d(v[1], v[2], options).sin(), x, weight, bias);
                  check
                      .fast()
                      .checkSecondOrder(
                          v -> v[0].conv2d(v[1], v[2], options).sin(), x, weight, bias);
                  check.check(v -> v[0].bmm(v[1]).sin(), a, b);
                }));
  }

  @Test
  void aDetectionFindsTheReferencesBoxes() throws IOException {
    Path weights = SHARED.resolve("weights/yolov5n-coco.safetensors");
    Path picture = SHARED.resolve("images/bus.jpg");
    assumeTrue(Files.exists(weights) && Files.exists(picture), "no weights or photograph");
    Map<?, ?> golden =
        (Map<?, ?>) Json.parse(Files.readString(SHARED.resolve("golden/yolo/detections.json")));
    List<Detection> found = new ArrayList<>();
    Detector detector = Detector.open(weights);
    OpenClTests.onDevice(
        backend ->
            Backends.with(
                backend,
                () -> {
                  try {
                    found.addAll(detector.detect(picture).boxes());
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }));
    List<?> expected = (List<?>) golden.get("bus.jpg");
    assertEquals(expected.size(), found.size(), found::toString);
    for (Object box : expected) {
      assertTrue(found.stream().anyMatch(one -> matches(one, (Map<?, ?>) box)), box::toString);
    }
  }

  private static boolean matches(Detection found, Map<?, ?> expected) {
    List<?> box = (List<?>) expected.get("box");
    double[] edges = {found.x1(), found.y1(), found.x2(), found.y2()};
    double confidence = ((Number) expected.get("confidence")).doubleValue();
    boolean close = Math.abs(found.confidence() - confidence) <= 0.01;
    for (int i = 0; i < 4; i++) {
      close &= Math.abs(edges[i] - ((Number) box.get(i)).doubleValue()) <= 2;
    }
    return close && ((Number) expected.get("class")).intValue() == found.classIndex();
  }

  /** The gradients of one step from the same weights. */
  private static Map<String, Tensor> step(Backend backend) {
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    Backends.with(
        backend,
        () -> {
          DetectionModel model = DetectionModel.build("yolov5n", new Generator(3));
          Tensor images = Tensor.rand(new Generator(4), DType.F32, 2, 3, 64, 96);
          Variable loss =
              model.raw(Variable.of(images)).stream()
                  .map(level -> level.square().mean())
                  .reduce(Variable::add)
                  .orElseThrow();
          loss.backward();
          gradients.put("loss", loss.value());
          model.parameters().forEach((name, p) -> gradients.put(name, p.grad().value()));
        });
    return gradients;
  }

  @Test
  void aTrainingStepAgreesWithTheProcessors() {
    Map<String, Tensor> expected = step(OpenClTests.CPU);
    Map<String, Tensor> actual = new LinkedHashMap<>();
    OpenClTests.onDevice(backend -> actual.putAll(step(backend)));
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, gradient) -> {
          double size = gradient.square().sum().item();
          double difference = gradient.sub(actual.get(name)).square().sum().item();
          assertTrue(difference <= 1e-6 * size, name + ": " + difference + " of " + size);
        });
  }
}
