package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SE;
import adjoint.nn.attention.SELayer;
import adjoint.nn.attention.SOCA;
import adjoint.nn.attention.SimAM;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.Json;
import adjoint.yolo.ModelFileException;
import adjoint.yolo.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model files with attention modules, and these modules in files of one's own. */
class AttentionModelsTest {
  private static final List<String> VARIANTS =
      List.of("se", "selayer", "simam", "simam-c3", "soca", "dynamic");

  static Stream<String> names() {
    return Stream.of("n", "s", "m", "l", "x")
        .flatMap(scale -> VARIANTS.stream().map(variant -> "yolov5" + scale + "-" + variant));
  }

  private static DetectionModel outline(String name) {
    return DetectionModel.outline(ModelFiles.read(name), ModuleRegistry.standard());
  }

  // ---- tables ---------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov5s-se",
        "yolov5s-selayer",
        "yolov5s-simam",
        "yolov5s-simam-c3",
        "yolov5s-soca",
        "yolov5s-dynamic",
        "yolov5l-dynamic"
      })
  void tablesEqualTheReference(String name) throws IOException {
    Map<?, ?> all =
        (Map<?, ?>) Json.parse(Files.readString(Shared.file("golden/model-summaries.json")));
    Map<?, ?> expected = (Map<?, ?>) all.get(name);
    DetectionModel model = outline(name);
    ModelSummary summary = model.summary(640);
    List<?> rows = (List<?>) expected.get("rows");
    assertEquals(rows.size(), summary.rows().size());
    for (int i = 0; i < rows.size(); i++) {
      Map<?, ?> row = (Map<?, ?>) rows.get(i);
      SummaryRow own = summary.rows().get(i);
      assertEquals(row.get("type"), own.module(), "module of row " + i);
      assertEquals(number(row.get("params")), own.parameters(), "row " + i);
      Object from = row.get("from");
      assertEquals(from instanceof List<?> list ? list : List.of(from), longs(own.from()));
    }
    assertEquals(number(expected.get("parameters")), summary.parameters());
    List<?> strides = (List<?>) expected.get("stride");
    assertArrayEquals(
        strides.stream().mapToDouble(s -> ((Number) s).doubleValue()).toArray(), model.strides());
    long[] counts = at640(model);
    assertEquals(number(expected.get("convMacs640")), counts[0]);
    assertEquals(number(expected.get("bnElements640")), counts[1]);
    // The reference's SOCA has a pooling layer, never used, among its submodules.
    long unused = model.modules().stream().filter(SOCA.class::isInstance).count();
    assertEquals(number(expected.get("layers")), summary.layers() + unused);
    double gflops = ((Number) expected.get("gflops_conv_bn2")).doubleValue();
    assertEquals(gflops, summary.gflops(), 0.2);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static List<Long> longs(List<Integer> values) {
    return values.stream().map(Integer::longValue).toList();
  }

  /** From counts at 64 and 128 pixels: a part grows with the pixels, a part is the same for all. */
  private static long[] at640(DetectionModel model) {
    long[] small = count(model, 64);
    long[] large = count(model, 128);
    long[] result = new long[2];
    for (int i = 0; i < 2; i++) {
      result[i] = small[i] + (large[i] - small[i]) / 3 * (100 - 1);
    }
    return result;
  }

  /** Products of convolutions and linear layers, and elements of batch norms. */
  private static long[] count(DetectionModel model, int side) {
    long[] sum = {0, 0};
    Module.Observer observer =
        (module, input, output) -> {
          long out = output.value().elementCount();
          if (module instanceof BatchNorm2d) {
            sum[1] += out;
          } else if (module instanceof Conv2d conv) {
            sum[0] += out * conv.weight().value().elementCount() / conv.weight().size(0);
          } else if (module instanceof Linear linear) {
            sum[0] += out * linear.weight().size(1);
          } else if (module instanceof DynamicConv2d conv) {
            sum[0] += out * conv.weight().size(2) * conv.weight().size(3) * conv.weight().size(4);
          }
        };
    model.modules().forEach(module -> module.observe(observer));
    Autograd.noGrad(() -> model.raw(Variable.of(Tensor.zeros(1, 3, side, side))));
    model.modules().forEach(module -> module.observe(null));
    return sum;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyScaleBuildsCountsAndLearns(String name) {
    DetectionModel model = outline(name);
    assertCounts(name, model);
    assertLearns(name, model);
  }

  private static void assertCounts(String name, DetectionModel model) {
    ModelSummary summary = model.summary(640);
    String plain = name.substring(0, name.indexOf('-'));
    long expected = plainParameters(plain);
    int c = model.layers().get(8).outputChannels(); // the widest channels of the backbone, ...
    if (name.endsWith("simam-c3")) {
      c = model.layers().get(11).outputChannels();
    }
    int h = c / 2;
    int q = c / 4;
    expected +=
        switch (name.substring(name.indexOf('-') + 1)) {
          case "se", "selayer" -> 2L * c * (c / 16);
          case "soca" -> 2L * c * (c / 8) + c + c / 8;
          case "dynamic" -> dynamic(c, h) - (c * h + 2 * h) + dynamic(h, q) - (h * q + 2 * q);
          default -> 0;
        };
    assertEquals(expected, summary.parameters());
    assertEquals(name, summary.model());
    assertArrayEquals(new double[] {8, 16, 32}, model.strides());
    assertTrue(summary.gflops() > 4, summary.totals());
    if (name.contains("simam")) {
      int depth = (int) Math.max(1, Math.rint(3 * model.description().depthMultiple()));
      SummaryRow row = summary.rows().get(name.endsWith("c3") ? 3 : 10);
      assertEquals("SimAM", row.module());
      assertEquals(depth, row.repeats());
      long built = model.modules().stream().filter(SimAM.class::isInstance).count();
      assertEquals(depth * (name.endsWith("c3") ? 4L : 1L), built);
    }
  }

  /**
   * A forward and a backward pass at 64 x 64 pixels. From the scale s on, only the attention
   * modules and the head ask for gradients of their parameters, and the image for its own: they
   * come through all rows, and the many weights of the others, which other tests see, cost most of
   * the time.
   */
  private static void assertLearns(String name, DetectionModel model) {
    Models.fillAtRandom(model);
    model.train();
    if (!name.startsWith("yolov5n")) {
      model.parameters().values().forEach(parameter -> parameter.requiresGrad(false));
      AttentionProbe.attentionModules(model).values().forEach(AttentionModelsTest::thaw);
      thaw(model.detect());
    }
    Variable image = Variable.parameter(Models.images(1, 64, 64).to(DType.F32));
    Variable loss = Variable.scalar(DType.F32, 0);
    List<Variable> raw = model.raw(image);
    assertArrayEquals(new int[] {1, 3, 2, 2, 85}, raw.get(2).shape());
    for (Variable level : raw) {
      loss = loss.add(level.square().mean());
    }
    loss.backward();
    int seen = 0;
    for (Map.Entry<String, Variable> parameter : model.parameters().entrySet()) {
      if (parameter.getValue().requiresGrad()) {
        assertFinite(parameter.getKey(), parameter.getValue());
        seen++;
      }
    }
    assertTrue(seen >= 6, seen + " parameters with gradients");
    assertFinite("image", image);
    assertTrue(image.grad().value().abs().max().item() > 0);
  }

  private static void thaw(Module module) {
    module.parameters().values().forEach(parameter -> parameter.requiresGrad(true));
  }

  private static long plainParameters(String name) {
    return switch (name) {
      case "yolov5n" -> 1872157;
      case "yolov5s" -> 7235389;
      case "yolov5m" -> 21190557;
      case "yolov5l" -> 46563709;
      default -> 86749405;
    };
  }

  /** Four 1 x 1 kernels and biases, and an attention with as many hidden units as inputs. */
  private static long dynamic(int c1, int c2) {
    return 4L * c1 * c2 + 4L * c2 + (long) c1 * c1 + 4L * c1;
  }

  // ---- computing ------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"se", "selayer", "simam", "simam-c3", "soca", "dynamic"})
  void everyVariantLearns(String variant) {
    DetectionModel model = DetectionModel.build("yolov5n-" + variant, new Generator(1));
    Variable images = Variable.parameter(Models.images(2, 64, 64).to(DType.F32));
    List<Variable> raw = model.raw(images);
    assertArrayEquals(new int[] {2, 3, 2, 2, 85}, raw.get(2).shape());
    Variable loss = Variable.scalar(DType.F32, 0);
    for (Variable level : raw) {
      loss = loss.add(level.square().mean());
    }
    loss.backward();
    model.parameters().forEach((name, parameter) -> assertFinite(name, parameter));
    assertFinite("images", images);
    model.endEpoch();
    model.eval();
    Tensor output = model.predict(images.value());
    assertArrayEquals(new int[] {2, 3 * (64 + 16 + 4), 85}, output.shape());
    assertEquals(1, output.isFinite().all().item());
  }

  private static void assertFinite(String name, Variable variable) {
    assertNotNull(variable.grad(), name);
    assertEquals(1, variable.grad().value().isFinite().all().item(), name);
  }

  @Test
  void epochsReachTheDynamicConvolutions() {
    DetectionModel model = outline("yolov5n-dynamic");
    model.endEpoch();
    model.endEpoch();
    DynamicConv2d convolution = (DynamicConv2d) model.layers().get(14).module();
    assertEquals(28, convolution.attention().temperature());
  }

  // ---- rows of one's own ----------------------------------------------------------------------

  private static final String FILE =
      """
      nc: 4
      depth_multiple: 0.67
      width_multiple: 0.5
      anchors: 3
      backbone:
        - [-1, 1, Conv, [32, 3, 2]]                          # 0
        - [-1, 3, SE, [32, 4]]                               # 1
        - [-1, 3, SimAM, []]                                 # 2
        - [-1, 1, Dynamic_conv2d, [64, 3, 0.5, 2, 1]]        # 3
        - [-1, 3, SOCA, [64, 2]]                             # 4
      head:
        - [-1, 1, SElayer, [64]]                             # 5
        - [-1, 3, SELayer, [64, 8]]                          # 6
        - [-1, 1, DynamicConv2d, [64, 3, 0.25, 1, 2, 2, 4, False, 3, 7]]  # 7
        - [[2, 3], 1, Detect, [nc, anchors]]                 # 8
      """;

  private static DetectionModel own(String right, String wrong) {
    assertTrue(FILE.contains(right));
    return DetectionModel.build(
        ModelFileReader.parse("own", "own.yaml", FILE.replace(right, wrong)),
        ModuleRegistry.standard(),
        new Generator(0));
  }

  @Test
  void attentionStandsAnywhere() {
    DetectionModel model = own("[2, 3], 1, Detect", "[2, 7], 1, Detect");
    List<SummaryRow> rows = model.summary(64).rows();
    assertEquals(List.of(16, 16, 4), rows.get(1).arguments());
    assertEquals(List.of(16), rows.get(2).arguments());
    assertEquals(List.of(16, 32, 3, 0.5, 2, 1), rows.get(3).arguments());
    assertEquals(List.of(32, 2), rows.get(4).arguments());
    assertEquals(List.of(32), rows.get(5).arguments());
    for (int row : new int[] {1, 2, 4, 6}) {
      assertEquals(2, rows.get(row).repeats());
    }
    assertEquals(2 * 2 * 4 * 16, rows.get(1).parameters());
    assertEquals(4 * 32 * (16 * 9 + 1) + 16 * 8 + 8 * 4, rows.get(3).parameters());
    assertEquals(3 * 32 * 8 * 9 + 32 * 8 + 8 * 3, rows.get(7).parameters());
    assertEquals(
        List.of(SE.class, SimAM.class, SOCA.class, SELayer.class),
        Stream.of("1.0", "2.1", "4.1", "6.0").map(path -> module(model, path)).toList());
    assertTrue(model.stateDict().containsKey("model.4.1.conv_du.2.bias"));
    Variable images = Variable.of(Models.images(3, 16, 24).to(DType.F32));
    List<Variable> raw = model.raw(images);
    assertArrayEquals(new int[] {3, 3, 4, 6, 9}, raw.get(1).shape());
    raw.get(0).square().mean().add(raw.get(1).square().mean()).backward();
    model.parameters().forEach((name, parameter) -> assertFinite(name, parameter));
  }

  private static Class<?> module(DetectionModel model, String path) {
    Module module = model.children().get("model");
    for (String name : path.split("\\.")) {
      module = module.children().get(name);
    }
    return module.getClass();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SE, [32, 4]|SE, [64, 4]|row 1 (SE): SE: 16 channels arrive and 32 are to leave;",
        "SE, [32, 4]|SE, [32]|",
        "SE, [32, 4]|SE, [32, 17]|row 1 (SE): SE: the ratio is 17 for 16 channels;",
        "SimAM, []|SimAM, [32, 0.5]|row 2 (SimAM): takes only channel counts, which are integers,"
            + " got 0.5",
        "SimAM, []|SimAM, [32, 32]|",
        "SOCA, [64, 2]|SOCA, [64, 33]|row 4 (SOCA): SOCA: the reduction is 33 for 32 channels;",
        "[64, 3, 0.5, 2, 1]|[64]|row 3 (Dynamic_conv2d): the argument \"kernel\" is missing;",
        "[64, 3, 0.5, 2, 1]|[64, 1, 0.01]|row 3 (Dynamic_conv2d): Attention2d: 16 input channels"
            + " times the ratio 0.01 leave no hidden unit;",
        "2, 2, 4, False, 3, 7|2, 2, 4, False, 3, 8|row 7 (DynamicConv2d): Attention2d: the"
            + " temperature is 8;",
        "2, 2, 4, False, 3, 7|2, 2, 5, False, 3, 7|row 7 (DynamicConv2d): DynamicConv2d: 32 to 32"
            + " channels, kernel 3: all must be at least 1 and the channels multiples of 5 groups",
      })
  void mistakesAreNamed(String right, String wrong, String message) {
    if (message == null) {
      assertEquals(9, own(right, wrong).layers().size());
      return;
    }
    ModelFileException e = assertThrows(ModelFileException.class, () -> own(right, wrong));
    assertTrue(e.getMessage().startsWith("own.yaml, " + message), e.getMessage());
  }

  @Test
  void simamOnASinglePixelIsNamed() {
    DetectionModel model = outline("yolov5n-simam");
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> model.predict(Tensor.zeros(1, 3, 32, 32)));
    assertTrue(e.getMessage().contains("at least two positions"), e.getMessage());
  }
}
