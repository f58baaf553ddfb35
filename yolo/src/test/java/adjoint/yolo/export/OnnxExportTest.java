package adjoint.yolo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.Shared;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole models in ONNX Runtime beside this project. */
class OnnxExportTest {
  @TempDir Path folder;

  private static Tensor images(int... shape) {
    return Tensor.rand(new Generator(9), DType.F32, shape);
  }

  private static DetectionModel random(String name) {
    DetectionModel model = DetectionModel.build(name, new Generator(2));
    model.eval();
    return model;
  }

  private byte[] export(DetectionModel model, OnnxOptions options) throws IOException {
    Path file = folder.resolve("model.onnx");
    new OnnxExport(model, options).write(file);
    return Files.readAllBytes(file);
  }

  private static void assertSame(DetectionModel model, byte[] onnx, Tensor images)
      throws OrtException {
    Tensor expected = model.predict(images);
    Tensor actual = OnnxRun.run(onnx, images);
    assertArrayEquals(expected.shape(), actual.shape());
    Tensor scale = expected.abs().maximum(Tensor.scalar(DType.F32, 1));
    double difference = expected.sub(actual).abs().div(scale).max().item();
    assertTrue(difference < 1e-4, "largest difference " + difference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolov5n", "yolov5n-se", "yolov5n-simam", "yolov5n-soca"})
  void modelsGiveTheSame(String name) throws IOException, OrtException {
    DetectionModel model = random(name);
    byte[] fixed = export(model, new OnnxOptions(2, 64, 96, false, 12));
    assertSame(model, fixed, images(2, 3, 64, 96));
    byte[] open = export(model, new OnnxOptions(1, 1, 1, true, 13));
    assertSame(model, open, images(1, 3, 96, 64));
    assertSame(model, open, images(3, 3, 64, 64));
  }

  @Test
  void dynamicConvolutionGivesTheSame() throws IOException, OrtException {
    DetectionModel model = random("yolov5n-dynamic");
    byte[] fixed = export(model, new OnnxOptions(2, 64, 64, false, 12));
    assertSame(model, fixed, images(2, 3, 64, 64));
    byte[] open = export(model, new OnnxOptions(1, 1, 1, true, 12));
    assertSame(model, open, images(2, 3, 64, 64));
  }

  @Test
  void realWeightsGiveTheSameBoxes() throws IOException, OrtException {
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    DetectionModel model = DetectionModel.load(Weights.read(weights));
    assertSame(
        model, export(model, new OnnxOptions(1, 128, 160, false, 12)), images(1, 3, 128, 160));
  }

  @Test
  void shapesAreTold() {
    DetectionModel model = random("yolov5n");
    OnnxExport fixed = new OnnxExport(model, OnnxOptions.DEFAULT);
    assertEquals(List.of(1, 3, 640, 640), fixed.inputShape());
    assertEquals(List.of(1, 25200, 85), fixed.outputShape());
    OnnxExport open = new OnnxExport(model, new OnnxOptions(1, 640, 640, true, 12));
    assertEquals(List.of("batch", 3, "height", "width"), open.inputShape());
    assertEquals(List.of("batch", "boxes", 85), open.outputShape());
  }

  @Test
  void equalModelsGiveEqualBytes() throws IOException {
    OnnxOptions options = new OnnxOptions(1, 64, 64, false, 12);
    assertArrayEquals(export(random("yolov5n"), options), export(random("yolov5n"), options));
  }

  @Test
  void unusableSizesAndModesAreRefused() {
    DetectionModel model = random("yolov5n");
    OnnxOptions odd = new OnnxOptions(1, 64, 65, false, 12);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new OnnxExport(model, odd)).getMessage();
    assertTrue(message.contains("stride"), message);
    model.train();
    assertThrows(IllegalStateException.class, () -> new OnnxExport(model, OnnxOptions.DEFAULT));
  }
}
