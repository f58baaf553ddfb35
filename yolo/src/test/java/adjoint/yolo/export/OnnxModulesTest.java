package adjoint.yolo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.GELU;
import adjoint.nn.Hardswish;
import adjoint.nn.LeakyReLU;
import adjoint.nn.MaxPool2d;
import adjoint.nn.Mish;
import adjoint.nn.Module;
import adjoint.nn.ReLU;
import adjoint.nn.SiLU;
import adjoint.nn.Sigmoid;
import adjoint.nn.Upsample;
import adjoint.nn.ZeroPad2d;
import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SE;
import adjoint.nn.attention.SELayer;
import adjoint.nn.attention.SOCA;
import adjoint.nn.attention.SimAM;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.blocks.Activations;
import adjoint.yolo.blocks.BlockSettings;
import adjoint.yolo.blocks.Bottleneck;
import adjoint.yolo.blocks.BottleneckCSP;
import adjoint.yolo.blocks.C3;
import adjoint.yolo.blocks.C3Ghost;
import adjoint.yolo.blocks.C3SPP;
import adjoint.yolo.blocks.C3TR;
import adjoint.yolo.blocks.C3x;
import adjoint.yolo.blocks.Classify;
import adjoint.yolo.blocks.Contract;
import adjoint.yolo.blocks.Conv;
import adjoint.yolo.blocks.CrossConv;
import adjoint.yolo.blocks.Expand;
import adjoint.yolo.blocks.Focus;
import adjoint.yolo.blocks.GhostBottleneck;
import adjoint.yolo.blocks.MixConv2d;
import adjoint.yolo.blocks.SPP;
import adjoint.yolo.blocks.SPPF;
import adjoint.yolo.blocks.Sum;
import adjoint.yolo.blocks.TransformerBlock;
import ai.onnxruntime.OrtException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each module alone, in ONNX Runtime beside this project. */
class OnnxModulesTest {
  private static final int CHANNELS = 8;
  private static final int HEIGHT = 12;
  private static final int WIDTH = 10;
  private static final int BATCH = 3;

  private static Map<String, Module> modules() {
    Generator generator = new Generator(7);
    BlockSettings settings = BlockSettings.of(generator);
    Conv2dOptions grouped = Conv2dOptions.DEFAULT.withPadding(1).withStride(2).withGroups(2);
    Map<String, Module> all = new LinkedHashMap<>();
    Stream.of(
            new ReLU(),
            new Sigmoid(),
            new SiLU(),
            new LeakyReLU(0.1),
            new Hardswish(),
            new Mish(),
            new GELU(),
            new ZeroPad2d(0, 1, 2, 3),
            new MaxPool2d(3, 2, 1),
            new BatchNorm2d(CHANNELS),
            new SE(CHANNELS, CHANNELS, 4, generator),
            new SELayer(CHANNELS, 4, generator),
            new SimAM(),
            new SOCA(CHANNELS, 2, generator),
            new Conv(CHANNELS, 6, 3, 2, 2, settings),
            new Bottleneck(CHANNELS, CHANNELS, true, 1, 0.5, settings),
            new CrossConv(CHANNELS, CHANNELS, 3, 1, 1, 1, true, settings),
            new GhostBottleneck(CHANNELS, CHANNELS, 3, 1, settings),
            new C3(CHANNELS, 6, 2, true, 1, 0.5, settings),
            new C3x(CHANNELS, 6, 1, true, 1, 0.5, settings),
            new C3TR(CHANNELS, 16, 2, true, 1, 0.5, settings),
            new C3Ghost(CHANNELS, 8, 1, true, 1, 0.5, settings),
            new C3SPP(CHANNELS, 8, List.of(5, 9, 13), 1, true, 1, 0.5, settings),
            new BottleneckCSP(CHANNELS, 6, 1, true, 1, 0.5, settings),
            new SPP(CHANNELS, 6, List.of(3, 5), settings),
            new SPPF(CHANNELS, 6, 5, settings),
            new Contract(2),
            new Expand(2),
            new MixConv2d(CHANNELS, 6, List.of(1, 3), 2, true, settings),
            new Sum(1, false),
            new TransformerBlock(CHANNELS, 16, 4, 2, settings),
            new Classify(CHANNELS, 5, settings))
        .forEach(module -> all.put(module.getClass().getSimpleName(), module));
    all.put("Ghost stride 2", new GhostBottleneck(CHANNELS, 16, 3, 2, settings));
    all.put("no shortcut", new Bottleneck(CHANNELS, 6, false, 1, 0.5, settings));
    all.put("nearest", Upsample.byFactor(2, Upsample.Mode.NEAREST));
    all.put("nearest size", Upsample.toSize(5, 17, Upsample.Mode.NEAREST));
    all.put("bilinear", Upsample.byFactor(1.5, Upsample.Mode.BILINEAR));
    all.put("bilinear size", Upsample.toSize(7, 20, Upsample.Mode.BILINEAR));
    all.put("corners", Upsample.byFactor(2, Upsample.Mode.BILINEAR_ALIGN_CORNERS));
    all.put(
        "Focus", new Focus(CHANNELS, 6, 3, Conv.samePadding(3, 3), Activations.none(), settings));
    all.put("dynamic", new DynamicConv2d(CHANNELS, 6, 3, grouped, generator));
    all.put(
        "dynamic without bias",
        new DynamicConv2d(CHANNELS, 6, 1, 0.25, Conv2dOptions.DEFAULT, false, 3, 31, generator));
    return all;
  }

  static Stream<String> names() {
    return modules().keySet().stream();
  }

  private static Tensor input(int... shape) {
    return Tensor.randn(new Generator(3), DType.F32, shape);
  }

  private static byte[] export(Module module, OnnxRegistry registry, OnnxOptions options) {
    OnnxGraph graph = new OnnxGraph(options);
    OnnxScope scope = new OnnxScope(graph, registry, module, "module");
    String output = registry.write(module, scope, List.of("x"));
    graph.node("Identity", "y", Map.of(), List.of(output));
    List<Object> shape =
        options.dynamic()
            ? List.of("n", CHANNELS, "h", "w")
            : List.of(options.batch(), CHANNELS, options.height(), options.width());
    int[] sizes = forward(module, input(BATCH, CHANNELS, HEIGHT, WIDTH)).shape();
    List<Object> open = sizes.length == 4 ? List.of("a", "b", "c", "d") : List.of("a", "b");
    return new ProtoMessage()
        .add(1, 7)
        .add(7, graph.toMessage("module", "x", shape, "y", open))
        .add(8, new ProtoMessage().add(1, "").add(2, options.opset()))
        .toByteArray();
  }

  private static Tensor forward(Module module, Tensor x) {
    return Autograd.noGrad(() -> module.forward(List.of(Variable.of(x))).value());
  }

  /** Bias and norm statistics away from their start, so that leaving one out shows. */
  private static Module stirred(Module module) {
    Generator generator = new Generator(13);
    module
        .stateDict()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith("running_var")) {
                tensor.assign(Tensor.rand(generator, DType.F32, tensor.shape()).add(0.5));
              } else if (tensor.rank() == 1 && tensor.dtype() == DType.F32) {
                tensor.assign(
                    tensor.add(Tensor.randn(generator, DType.F32, tensor.shape()).mul(0.2)));
              }
            });
    for (Module one : module.modules()) {
      if (one instanceof Conv conv) {
        conv.fuse();
      }
    }
    return module.eval();
  }

  private static void assertSame(Module module, OnnxOptions options, Tensor x) throws OrtException {
    Tensor expected = forward(module, x);
    Tensor actual = OnnxRun.run(export(module, OnnxRegistry.standard(), options), x);
    assertArrayEquals(expected.shape(), actual.shape());
    double difference = expected.sub(actual).abs().max().item();
    assertTrue(difference < 1e-4, "largest difference " + difference);
    assertTrue(expected.abs().max().item() > 0.01, "the output is not next to nothing");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFixedSizeGivesTheSame(String name) throws OrtException {
    OnnxOptions options = new OnnxOptions(BATCH, HEIGHT, WIDTH, false, 12);
    assertSame(stirred(modules().get(name)), options, input(BATCH, CHANNELS, HEIGHT, WIDTH));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anOpenSizeGivesTheSame(String name) throws OrtException {
    OnnxOptions options = new OnnxOptions(1, 1, 1, true, 17);
    Module module = stirred(modules().get(name));
    assertSame(module, options, input(1, CHANNELS, HEIGHT, WIDTH));
    assertSame(module, options, input(BATCH, CHANNELS, WIDTH, HEIGHT));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 18, 21})
  void newerVersionsGiveTheSame(int opset) throws OrtException {
    OnnxOptions options = new OnnxOptions(BATCH, HEIGHT, WIDTH, true, opset);
    for (String name : List.of("SimAM", "SOCA", "C3TR", "nearest", "dynamic", "ZeroPad2d")) {
      assertSame(stirred(modules().get(name)), options, input(BATCH, CHANNELS, HEIGHT, WIDTH));
    }
  }

  @Test
  void secondOrderAttentionLooksAtTheMiddleOfLargeMaps() throws OrtException {
    Module module = stirred(new SOCA(CHANNELS, 2, new Generator(1)));
    Tensor x = input(1, CHANNELS, 2, 1301);
    assertSame(module, new OnnxOptions(1, 2, 1301, false, 12), x);
    assertSame(module, new OnnxOptions(1, 1, 1, true, 12), x);
  }

  @Test
  void secondOrderAttentionGivesNumbersForConstantMaps() throws OrtException {
    Module module = stirred(new SOCA(CHANNELS, 2, new Generator(1)));
    Tensor x = Tensor.ones(DType.F32, BATCH, CHANNELS, HEIGHT, WIDTH);
    assertSame(module, new OnnxOptions(BATCH, HEIGHT, WIDTH, false, 12), x);
  }

  @Test
  void ownModulesCanBeRegistered() throws OrtException {
    final class Twice extends Module {
      @Override
      public Variable forward(Variable x) {
        return x.add(x);
      }
    }

    OnnxOptions options = new OnnxOptions(BATCH, HEIGHT, WIDTH, false, 12);
    OnnxRegistry registry = OnnxRegistry.standard();
    UnsupportedOperationException unknown =
        assertThrows(
            UnsupportedOperationException.class, () -> export(new Twice(), registry, options));
    assertEquals("onnx: Twice has no ONNX form here", unknown.getMessage());
    registry.register(Twice.class, (m, scope, x) -> scope.node("Add", x.get(0), x.get(0)));
    Tensor x = input(BATCH, CHANNELS, HEIGHT, WIDTH);
    Tensor y = OnnxRun.run(export(new Twice(), registry, options), x);
    assertTrue(y.sameBits(x.add(x)));
  }

  @Test
  void weightedSumsGiveTheSame() throws OrtException {
    Sum sum = new Sum(3, true);
    OnnxOptions options = new OnnxOptions(BATCH, HEIGHT, WIDTH, false, 12);
    OnnxGraph graph = new OnnxGraph(options);
    OnnxRegistry registry = OnnxRegistry.standard();
    OnnxScope scope = new OnnxScope(graph, registry, sum, "sum");
    String y = registry.write(sum, scope, List.of("x", "x", "x"));
    graph.node("Identity", "y", Map.of(), List.of(y));
    Variable x = Variable.of(input(BATCH, CHANNELS, HEIGHT, WIDTH));
    Tensor expected = sum.forward(List.of(x, x, x)).value();
    List<Object> shape = List.of(BATCH, CHANNELS, HEIGHT, WIDTH);
    byte[] bytes =
        new ProtoMessage()
            .add(1, 7)
            .add(7, graph.toMessage("sum", "x", shape, "y", shape))
            .add(8, new ProtoMessage().add(1, "").add(2, 12))
            .toByteArray();
    assertTrue(OnnxRun.run(bytes, x.value()).allClose(expected, 1e-5, 1e-6));
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new OnnxOptions(0, 1, 1, false, 12));
    assertThrows(IllegalArgumentException.class, () -> new OnnxOptions(1, 1, 1, false, 11));
    assertThrows(IllegalArgumentException.class, () -> new OnnxOptions(1, 1, 1, false, 22));
  }
}
