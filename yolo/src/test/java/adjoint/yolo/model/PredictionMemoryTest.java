package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import elsewhere.KeepingBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions overwrite each other's memory; what they return must not show it. */
class PredictionMemoryTest {
  private static final Generator GENERATOR = new Generator(5);

  private static Tensor images(int count, int height, int width) {
    return Tensor.rand(GENERATOR, DType.F32, count, 3, height, width);
  }

  private static float[] forward(DetectionModel model, Tensor images) {
    return Autograd.noGrad(() -> model.forward(Variable.of(images)).value()).toFloatArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov5n",
        "yolov5n6",
        "yolov5-p2",
        "yolov5-bifpn",
        "yolov5-fpn",
        "yolov5-panet",
        "yolov3-tiny",
        "yolov5s-ghost",
        "yolov5s-transformer",
        "yolov5s-se",
        "yolov5s-selayer",
        "yolov5s-simam",
        "yolov5s-simam-c3",
        "yolov5s-soca",
        "yolov5n-dynamic"
      })
  void predictionsHaveTheBitsOfForwardPasses(String name) {
    DetectionModel model = DetectionModel.build(name, new Generator(1));
    model.eval();
    assertTrue(PredictionMemory.suits(model.modules()));
    List<Tensor> pictures = List.of(images(1, 128, 192), images(2, 128, 128), images(1, 128, 192));
    List<float[]> expected = new ArrayList<>();
    pictures.forEach(picture -> expected.add(forward(model, picture)));
    List<Tensor> predictions = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      pictures.forEach(picture -> predictions.add(model.predict(picture)));
    }
    for (int i = 0; i < predictions.size(); i++) {
      assertArrayEquals(expected.get(i % 3), predictions.get(i).toFloatArray());
    }
  }

  @Test
  void severalThreadsMayPredictAtOnce() throws InterruptedException {
    DetectionModel model = DetectionModel.build("yolov5n", new Generator(1));
    model.eval();
    List<Tensor> pictures = List.of(images(1, 64, 128), images(1, 128, 64), images(1, 64, 128));
    List<Thread> threads = new ArrayList<>();
    boolean[] equal = new boolean[pictures.size()];
    for (int i = 0; i < pictures.size(); i++) {
      int index = i;
      float[] expected = forward(model, pictures.get(i));
      Runnable predictions =
          () -> {
            boolean all = true;
            for (int round = 0; round < 10; round++) {
              float[] actual = model.predict(pictures.get(index)).toFloatArray();
              all &= Arrays.equals(expected, actual);
            }
            equal[index] = all;
          };
      threads.add(new Thread(predictions));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertArrayEquals(new boolean[] {true, true, true}, equal);
  }

  @Test
  void modulesOfOthersKeepWhatTheyMake() {
    KeepingBlock block = new KeepingBlock();
    ModuleRegistry registry = ModuleRegistry.standard();
    registry.register("Keeping", (context, arguments) -> block);
    String file =
        """
        nc: 2
        depth_multiple: 1.0
        width_multiple: 1.0
        anchors: 3
        backbone:
          - [-1, 1, Conv, [16, 3, 2]]
          - [-1, 1, Keeping, []]
          - [-1, 1, Conv, [16, 3, 2]]
        head:
          - [[2], 1, Detect, [nc, anchors]]
        """;
    DetectionModel model =
        DetectionModel.build(
            ModelFileReader.parse("own", "own.yaml", file), registry, new Generator(0));
    model.eval();
    block.kept.clear();
    Tensor picture = images(1, 128, 128);
    model.predict(picture);
    float[] first = block.kept.get(0).value().toFloatArray();
    model.predict(images(1, 128, 128));
    model.predict(images(1, 128, 128));
    assertArrayEquals(first, block.kept.get(0).value().toFloatArray());
    assertFalse(PredictionMemory.suits(model.modules()));
  }

  @Test
  void observersMayKeepWhatTheySee() {
    DetectionModel model = DetectionModel.build("yolov5n", new Generator(1));
    model.eval();
    List<Variable> seen = new ArrayList<>();
    model.modules().forEach(module -> module.observe((layer, input, output) -> seen.add(output)));
    model.predict(images(1, 128, 128));
    List<float[]> values = seen.stream().map(output -> output.value().toFloatArray()).toList();
    int count = values.size();
    assertTrue(count > 50);
    model.predict(images(1, 128, 128));
    for (int i = 0; i < count; i++) {
      assertArrayEquals(values.get(i), seen.get(i).value().toFloatArray());
    }
    assertEquals(2 * count, seen.size());
  }
}
