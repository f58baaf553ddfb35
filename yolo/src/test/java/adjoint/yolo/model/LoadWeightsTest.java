package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.Shared;
import adjoint.yolo.WeightsException;
import adjoint.yolo.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadWeightsTest {
  private static final ModuleRegistry REGISTRY = ModuleRegistry.standard();

  @Test
  void cocoWeightsGiveTheReferenceOutput() throws IOException {
    Path golden = Shared.file("golden/yolo/forward_bus.safetensors");
    DetectionModel model =
        DetectionModel.load(Weights.read(Shared.file("weights/yolov5n-coco.safetensors")));
    assertEquals("yolov5n", model.name());
    assertEquals("person", model.names().get(0));
    assertEquals("toothbrush", model.names().get(79));
    assertArrayEquals(new double[] {8, 16, 32}, model.strides());
    assertFalse(model.isTraining());
    assertEquals(213, model.modules().size());
    SafeTensors file = SafeTensors.read(golden);
    Tensor image = file.tensor("letterboxed_rgb_chw").to(DType.F32).div(255).unsqueeze(0);
    checkOutput(file.tensor("output"), model.predict(image));
  }

  @Test
  void checkpointGivesTheReferenceOutput() throws IOException {
    Path golden = Shared.file("golden/yolo/pt_face.safetensors");
    DetectionModel model =
        DetectionModel.load(Weights.read(Shared.file("weights/yolov5n-face.pt")));
    assertEquals(List.of("face"), model.names());
    assertEquals(1, model.classes());
    assertEquals(270, model.modules().size());
    assertEquals(0, model.summary(640).gradients());
    SafeTensors file = SafeTensors.read(golden);
    Map<?, ?> keys = (Map<?, ?>) Json.parse(file.metadata().get("keys"));
    List<String> own = new ArrayList<>(model.stateDict().keySet());
    assertEquals(new ArrayList<>(keys.keySet()), own);
    assertEquals(349, own.size());
    keys.forEach((name, facts) -> checkState(model, (String) name, (List<?>) facts));
    checkOutput(file.tensor("output"), model.predict(file.tensor("input")));
    checkOutput(file.tensor("output"), model.fuse().predict(file.tensor("input")));
  }

  private static void checkState(DetectionModel model, String name, List<?> facts) {
    Tensor tensor = model.stateDict().get(name);
    List<?> shape = (List<?>) facts.get(0);
    int[] expected = shape.stream().mapToInt(size -> ((Number) size).intValue()).toArray();
    assertArrayEquals(expected, tensor.shape(), name);
    double sum = 0;
    for (double value : tensor.toDoubleArray()) {
      sum += value;
    }
    double wanted = ((Number) facts.get(2)).doubleValue();
    assertEquals(wanted, sum, 1e-6 * Math.max(1, Math.abs(wanted)), name);
  }

  /** Boxes within 2e-3 pixels at 640, probabilities within 1e-4. */
  private static void checkOutput(Tensor expected, Tensor output) {
    assertArrayEquals(expected.shape(), output.shape());
    Tensor difference = output.sub(expected.to(DType.F32)).abs();
    assertEquals(0, difference.narrow(2, 0, 4).max().item(), 2e-3, "boxes");
    assertEquals(
        0, difference.narrow(2, 4, output.size(2) - 4).max().item(), 1e-4, "probabilities");
  }

  // ---- what fits and what does not ------------------------------------------------------------

  private static Weights weights(Map<String, Tensor> state, List<String> names, boolean fused) {
    return new Weights(
        Path.of("some.safetensors"), state, names, null, null, null, null, null, fused, Map.of());
  }

  private static DetectionModel filled(String name, int classes) {
    DetectionModel model = Models.zeros(ModelFiles.read(name).withClasses(classes));
    Models.fill(model);
    return model;
  }

  @Test
  void bareStateNeedsADescription() {
    Map<String, Tensor> state = filled("yolov5n", 2).stateDict();
    WeightsException e =
        assertThrows(
            WeightsException.class, () -> DetectionModel.load(weights(state, null, false)));
    assertEquals(
        "some.safetensors holds tensors without a model description; name the model file that they"
            + " belong to",
        e.getMessage());
  }

  @Test
  void bareStateLoadsWithADescriptionAndTellsItsClasses() {
    DetectionModel source = filled("yolov5n", 2);
    Map<String, Tensor> state = new LinkedHashMap<>(source.stateDict());
    state.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    state.remove("model.24.anchors");
    state.put("model.24.anchor_grid", Tensor.zeros(3, 1, 3, 1, 1, 2));
    DetectionModel model =
        DetectionModel.load(
            weights(state, List.of("cat", "dog"), false), ModelFiles.read("yolov5n"), REGISTRY);
    assertEquals(2, model.classes());
    assertEquals(List.of("cat", "dog"), model.names());
    Tensor images = Models.images(1, 64, 64).to(DType.F32);
    assertTrue(model.predict(images).sameBits(source.predict(images)));
  }

  @Test
  void anchorsOfTheFileWin() {
    Map<String, Tensor> state = new LinkedHashMap<>(filled("yolov5n", 2).stateDict());
    Tensor anchors = Tensor.arange(DType.F32, 1, 19, 1).reshape(3, 3, 2);
    state.put("model.24.anchors", anchors);
    DetectionModel model =
        DetectionModel.load(weights(state, null, false), ModelFiles.read("yolov5n"), REGISTRY);
    assertTrue(model.detect().anchors().sameBits(anchors));
    assertEquals(List.of("0", "1"), model.names());
  }

  @Test
  void foldedStateLoads() {
    DetectionModel source = filled("yolov5n", 2).fuse();
    DetectionModel model =
        DetectionModel.load(
            weights(source.stateDict(), null, true), ModelFiles.read("yolov5n"), REGISTRY);
    Tensor images = Models.images(1, 64, 64).to(DType.F32);
    assertTrue(model.predict(images).sameBits(source.predict(images)));
  }

  @Test
  void stateOfAnotherModelIsNamed() {
    Map<String, Tensor> state = filled("yolov5n", 2).stateDict();
    WeightsException e =
        assertThrows(
            WeightsException.class,
            () ->
                DetectionModel.load(
                    weights(state, null, false), ModelFiles.read("yolov5s"), REGISTRY));
    assertTrue(
        e.getMessage()
            .startsWith("some.safetensors does not fit the model yolov5s: of its 349 tensors "),
        e.getMessage());
    assertTrue(
        e.getMessage()
            .contains(
                "of another shape (model.0.conv.weight: the module has [32, 3, 6, 6], the state"
                    + " [16, 3, 6, 6], "),
        e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void stateOfSomethingElseIsNamed() {
    Map<String, Tensor> state = Map.of("fc.weight", Tensor.zeros(3, 4));
    WeightsException e =
        assertThrows(
            WeightsException.class,
            () ->
                DetectionModel.load(
                    weights(state, null, false), ModelFiles.read("yolov5n"), REGISTRY));
    assertTrue(e.getMessage().contains("of its 1 tensors 0 fit"), e.getMessage());
    assertTrue(
        e.getMessage()
            .contains("291 missing (model.0.conv.weight, model.0.bn.weight, model.0.bn.bias, ...)"),
        e.getMessage());
    assertTrue(e.getMessage().endsWith("1 unknown to the model (fc.weight)"), e.getMessage());
  }

  @Test
  void wrongNumberOfNamesIsNamed() {
    Map<String, Tensor> state = filled("yolov5n", 2).stateDict();
    WeightsException e =
        assertThrows(
            WeightsException.class,
            () ->
                DetectionModel.load(
                    weights(state, List.of("cat"), false), ModelFiles.read("yolov5n"), REGISTRY));
    assertEquals(
        "some.safetensors has 1 class names, but its tensors are for 2 classes", e.getMessage());
  }
}
