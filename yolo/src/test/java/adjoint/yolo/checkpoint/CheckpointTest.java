package adjoint.yolo.checkpoint;

import static adjoint.yolo.checkpoint.CheckpointWriter.tensor;
import static adjoint.yolo.checkpoint.CheckpointWriter.vector;
import static adjoint.yolo.checkpoint.PickleWriter.map;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.Json;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.Shared;
import adjoint.yolo.checkpoint.PickleWriter.Built;
import adjoint.yolo.checkpoint.PickleWriter.Call;
import adjoint.yolo.checkpoint.PickleWriter.Global;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path folder;

  @Test
  void readsTheRealCheckpoint() throws IOException {
    Path golden = Shared.file("golden/yolo/pt_face.safetensors");
    Weights weights = Weights.read(Shared.file("weights/yolov5n-face.pt"));

    Map<?, ?> expected = (Map<?, ?>) Json.parse(SafeTensors.read(golden).metadata().get("keys"));
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(weights.state().keySet()));
    weights.state().forEach((name, tensor) -> check(name, tensor, (List<?>) expected.get(name)));

    assertEquals(List.of("face"), weights.names());
    assertEquals(1, weights.classes());
    assertEquals(List.of(8.0, 16.0, 32.0), weights.strides());
    assertArrayEquals(new int[] {3, 3, 2}, weights.anchors().shape());
    assertEquals(373, weights.anchors().get(2, 2, 0) * weights.strides().get(2));
    assertFalse(weights.fused());
    assertEquals("2022-02-13T02:39:21.517428", weights.info().get("date"));
    assertEquals(-1, weights.info().get("epoch"));
    assertEquals(1, weights.modelYaml().get("nc"));
    assertEquals(0.33, weights.modelYaml().get("depth_multiple"));
    assertEquals(
        List.of(List.of(17, 20, 23), 1, "Detect", List.of("nc", "anchors")),
        ((List<?>) weights.modelYaml().get("head")).get(14));
  }

  private static void check(String name, Tensor tensor, List<?> shapeTypeSum) {
    List<?> shape = (List<?>) shapeTypeSum.get(0);
    assertEquals(shape.size(), tensor.rank(), name);
    for (int d = 0; d < shape.size(); d++) {
      assertEquals(((Number) shape.get(d)).intValue(), tensor.size(d), name);
    }
    assertEquals(
        "float32".equals(shapeTypeSum.get(1)) ? DType.F32 : DType.I64, tensor.dtype(), name);
    double sum = 0;
    for (double value : tensor.toDoubleArray()) {
      sum += value;
    }
    double expected = ((Number) shapeTypeSum.get(2)).doubleValue();
    assertEquals(expected, sum, 1e-6 * Math.max(1, Math.abs(expected)), name);
  }

  @ParameterizedTest
  @CsvSource({
    "2,models.yolo.Model",
    "2,models.yolo.DetectionModel",
    "4,models.yolo.DetectionModel",
    "5,models.yolo.Model"
  })
  void readsWholeModelsOfEveryProtocol(int protocol, String type) throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Object names = protocol == 2 ? List.of("cat", "dog") : map(1, "dog", 0, "cat");
    Object model = writer.detector(type, names, "yaml_file", "models/yolov5n.yaml");
    Object root = map("epoch", -1, "model", model, "ema", null, "date", "2024-01-01");
    Weights weights = read(writer.write(protocol, root));

    assertEquals(
        List.of(
            "model.0.conv.weight",
            "model.0.bn.weight",
            "model.0.bn.running_mean",
            "model.0.bn.num_batches_tracked",
            "model.1.anchors"),
        List.copyOf(weights.state().keySet()));
    Tensor weight = weights.state().get("model.0.conv.weight");
    assertEquals(DType.F32, weight.dtype());
    assertArrayEquals(new int[] {2, 2, 1, 1}, weight.shape());
    assertArrayEquals(new float[] {1, -2, 0.5f, 65504}, weight.toFloatArray());
    Tensor batches = weights.state().get("model.0.bn.num_batches_tracked");
    assertEquals(DType.I64, batches.dtype());
    assertEquals(77, batches.item());
    assertEquals(List.of("cat", "dog"), weights.names());
    assertEquals(2, weights.classes());
    assertEquals("yolov5n", weights.modelName());
    assertEquals(
        Map.of(
            "nc",
            2,
            "depth_multiple",
            0.33,
            "head",
            List.of(List.of(-1, 1, "Detect", List.of("nc")))),
        weights.modelYaml());
    assertEquals(List.of(8.0), weights.strides());
    assertSame(weights.state().get("model.1.anchors"), weights.anchors());
    assertFalse(weights.fused());
    assertEquals("2024-01-01", weights.info().get("date"));
    assertEquals(Map.of("lr0", 0.01), weights.info().get("hyp"));
    assertEquals(type, weights.info().get("class"));
  }

  @Test
  void prefersTheAveragedModelAsTheReferenceDoes() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Object plain = writer.detector("models.yolo.Model", List.of("plain", "x"));
    Object averaged = writer.detector("models.yolo.Model", List.of("averaged", "x"));
    Weights weights = read(writer.write(2, map("model", plain, "ema", averaged)));
    assertEquals("averaged", weights.names().get(0));
  }

  @Test
  void readsAModelThatWasSavedAlone() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Weights weights =
        read(writer.write(2, writer.detector("models.yolo.Model", List.of("a", "b"))));
    assertEquals(5, weights.state().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state_dict", "model", "ema", "model_state_dict"})
  void readsStateDicts(String key) throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Map<?, ?> state =
        map("a.conv.weight", vector(writer.floats(1, 2)), "a.conv.bias", vector(writer.floats(3)));
    // torch gives a state dict an attribute, _metadata.
    Object ordered = new Built(new OrderedCall(state).asCall(), map("_metadata", map()));
    Weights weights =
        read(writer.write(2, key.isEmpty() ? ordered : map(key, ordered, "epoch", 3)));
    assertEquals(List.of("a.conv.weight", "a.conv.bias"), List.copyOf(weights.state().keySet()));
    assertArrayEquals(new float[] {1, 2}, weights.state().get("a.conv.weight").toFloatArray());
    assertNull(weights.names());
    assertNull(weights.modelYaml());
    assertNull(weights.strides());
    assertTrue(weights.fused());
    assertEquals(key.isEmpty() ? null : 3, weights.info().get("epoch"));
  }

  /** {@code OrderedDict([(key, value), ...])}, as older pickles write one. */
  private record OrderedCall(Map<?, ?> members) {
    Call asCall() {
      List<Object> pairs =
          members.entrySet().stream()
              .map(entry -> (Object) List.of(entry.getKey(), entry.getValue()))
              .toList();
      return new Call(new Global("collections", "OrderedDict"), pairs);
    }
  }

  @Test
  void stripsThePrefixOfParallelTraining() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Weights weights = read(writer.write(2, map("module.a", vector(writer.floats(1)))));
    assertEquals(Set.of("a"), weights.state().keySet());
  }

  @Test
  void honoursStridesOffsetsAndSharedStorages() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Object shared =
        writer.storage("HalfStorage", 2, 0, 0x3C00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600);
    Weights weights =
        read(
            writer.write(
                2,
                map(
                    "rows", tensor(shared, 1, new Object[] {2, 3}, new Object[] {3, 1}),
                    "columns", tensor(shared, 1, new Object[] {3, 2}, new Object[] {1, 3}),
                    "repeated", tensor(shared, 2, new Object[] {4}, new Object[] {0}),
                    "empty", tensor(shared, 7, new Object[] {0, 5}, new Object[] {5, 1}),
                    "scalar", tensor(shared, 6, new Object[0], new Object[0]))));
    Map<String, Tensor> state = weights.state();
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, state.get("rows").toFloatArray());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, state.get("columns").toFloatArray());
    assertArrayEquals(new float[] {2, 2, 2, 2}, state.get("repeated").toFloatArray());
    assertEquals(0, state.get("empty").elementCount());
    assertEquals(6, state.get("scalar").item());
    assertSame(state.get("rows").storage(), state.get("columns").storage());
  }

  @Test
  void readsEveryStorageType() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Map<String, Tensor> state =
        read(writer.write(
                2,
                map(
                    "bf16", vector(writer.storage("BFloat16Storage", 2, 0x3FC0)),
                    "f64", vector(writer.storage("DoubleStorage", 8, Double.doubleToLongBits(0.1))),
                    "i64", vector(writer.storage("LongStorage", 8, Long.MIN_VALUE)),
                    "i32", vector(writer.storage("IntStorage", 4, -5)),
                    "i16", vector(writer.storage("ShortStorage", 2, -6)),
                    "i8", vector(writer.storage("CharStorage", 1, -7)),
                    "u8", vector(writer.storage("ByteStorage", 1, 200)),
                    "bool", vector(writer.storage("BoolStorage", 1, 1)),
                    "typed",
                        new Call(
                            new Global("torch._utils", "_rebuild_tensor_v3"),
                            untyped(writer.storage("x", 2, 0xFFFF)),
                            0,
                            new Object[] {1},
                            new Object[] {1},
                            false,
                            PickleWriter.ordered(),
                            new Global("torch", "uint16"),
                            map()))))
            .state();
    assertEquals(DType.F32, state.get("bf16").dtype());
    assertEquals(1.5, state.get("bf16").item());
    assertEquals(0.1, state.get("f64").item());
    assertEquals(Long.MIN_VALUE, state.get("i64").getLong(0));
    assertEquals(-5, state.get("i32").item());
    assertEquals(-6, state.get("i16").item());
    assertEquals(-7, state.get("i8").item());
    assertEquals(200, state.get("u8").item());
    assertEquals(DType.BOOL, state.get("bool").dtype());
    assertEquals(65535, state.get("typed").item());
  }

  private static PickleWriter.Persistent untyped(PickleWriter.Persistent storage) {
    return new PickleWriter.Persistent(
        "storage",
        new Global("torch.storage", "UntypedStorage"),
        storage.identifier()[2],
        "cpu",
        2);
  }

  @Test
  void readsBigEndianStorages() throws IOException {
    CheckpointWriter writer = new CheckpointWriter().bigEndian();
    Weights weights = read(writer.write(2, map("a", vector(writer.floats(1, -2)))));
    assertArrayEquals(new float[] {1, -2}, weights.state().get("a").toFloatArray());
  }

  @Test
  void readsTrainingCheckpointsWithNumpyOptimizerAndPaths() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Object model = writer.detector("models.yolo.DetectionModel", List.of("a", "b"));
    Global dtype = new Global("numpy", "dtype");
    Object f8 =
        new Built(
            new Call(dtype, "f8", false, true), new Object[] {3, "<", null, null, null, -1, -1, 0});
    byte[] quarter = {0, 0, 0, 0, 0, 0, (byte) 0xD0, 0x3F};
    Object encoded = new Call(new Global("_codecs", "encode"), "\0\0\0\0\0\0\u00d0?", "latin1");
    Object array =
        new Built(
            new Call(
                new Global("numpy.core.multiarray", "_reconstruct"),
                new Global("numpy", "ndarray"),
                new Object[] {0},
                new byte[] {'b'}),
            new Object[] {1, new Object[] {1}, f8, false, encoded});
    Object scalar = new Call(new Global("numpy._core.multiarray", "scalar"), f8, quarter);
    Object optimizer =
        map(
            "state",
            map(0, map("momentum_buffer", vector(writer.floats(5)))),
            "param_groups",
            List.of());
    Object options =
        map(
            "weights", new Call(new Global("pathlib", "PosixPath"), "/", "home", "w.pt"),
            "data", new Call(new Global("pathlib", "WindowsPath"), "C:\\", "data", "x.yaml"),
            "device", new Call(new Global("torch", "device"), "cuda", 0),
            "shape", new Call(new Global("torch", "Size"), (Object) new Object[] {1, 3}));
    Object root =
        map(
            "epoch",
            12,
            "best_fitness",
            array,
            "fitness",
            scalar,
            "model",
            model,
            "ema",
            null,
            "updates",
            99L,
            "optimizer",
            optimizer,
            "opt",
            options);

    Map<String, Object> info = read(writer.write(2, root)).info();

    assertEquals(12, info.get("epoch"));
    assertEquals(List.of(0.25), info.get("best_fitness"));
    assertEquals(0.25, info.get("fitness"));
    assertEquals(99, info.get("updates"));
    assertEquals(
        Map.of(
            "weights",
            "/home/w.pt",
            "data",
            "C:\\data\\x.yaml",
            "device",
            "cuda",
            "shape",
            List.of(1, 3)),
        info.get("opt"));
    assertFalse(info.containsKey("optimizer"));
  }

  @Test
  void readsCustomClassesThatTheCallerAllows() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    Object custom =
        CheckpointWriter.module(
            "models.common.MyAttention",
            map("scale", vector(writer.floats(2))),
            Map.of(),
            Map.of());
    Object model =
        CheckpointWriter.module("models.yolo.Model", Map.of(), Map.of(), map("model", custom));
    byte[] bytes = writer.write(2, map("model", model));

    FormatException error = assertThrows(FormatException.class, () -> read(bytes));
    assertTrue(error.reason().contains("models.common.MyAttention"), error.getMessage());
    assertTrue(
        error.reason().contains("Set.of(\"models.common MyAttention\")"), error.getMessage());
    Weights weights = Weights.read(file(bytes), Set.of("models.common MyAttention"));
    assertEquals(2, weights.state().get("model.scale").item());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models.yolo.SegmentationModel",
        "models.yolo.ClassificationModel",
        "ultralytics.nn.tasks.DetectionModel",
        "torchvision.models.resnet.ResNet"
      })
  void namesTheClassOfOtherModels(String type) throws IOException {
    byte[] bytes =
        new CheckpointWriter()
            .write(2, map("model", CheckpointWriter.module(type, Map.of(), Map.of(), Map.of())));
    FormatException error = assertThrows(FormatException.class, () -> read(bytes));
    assertTrue(error.reason().contains(type), error.getMessage());
    assertTrue(error.reason().contains("another kind of model"), error.getMessage());
  }

  @Test
  void refusesAModuleThatIsNoDetector() throws IOException {
    byte[] bytes =
        new CheckpointWriter()
            .write(2, CheckpointWriter.module("models.common.C3", Map.of(), Map.of(), Map.of()));
    FormatException error = assertThrows(FormatException.class, () -> read(bytes));
    assertTrue(error.reason().contains("models.common.C3"), error.getMessage());
  }

  @Test
  void saysWhichKeysADictionaryWithoutAModelHas() throws IOException {
    byte[] bytes = new CheckpointWriter().write(2, map("epoch", 1, "loss", 2.5));
    FormatException error = assertThrows(FormatException.class, () -> read(bytes));
    assertTrue(error.reason().contains("[epoch, loss]"), error.getMessage());
  }

  private Weights read(byte[] bytes) throws IOException {
    return Weights.read(file(bytes));
  }

  private Path file(byte[] bytes) throws IOException {
    Path file = folder.resolve("case.pt");
    Files.write(file, bytes);
    return file;
  }
}
