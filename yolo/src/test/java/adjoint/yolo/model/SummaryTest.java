package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.tensor.io.Json;
import adjoint.yolo.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
  @ParameterizedTest
  @ValueSource(strings = {"yolov5n", "yolov5s", "yolov5m", "yolov5l", "yolov5x"})
  void plainModelsEqualTheReference(String name) throws IOException {
    Map<?, ?> all =
        (Map<?, ?>) Json.parse(Files.readString(Shared.file("golden/model-summaries.json")));
    Map<?, ?> expected = (Map<?, ?>) all.get(name);
    DetectionModel model = Models.zeros(name);
    ModelSummary summary = model.summary(640);
    List<?> rows = (List<?>) expected.get("rows");
    assertEquals(rows.size(), summary.rows().size());
    for (int i = 0; i < rows.size(); i++) {
      Map<?, ?> row = (Map<?, ?>) rows.get(i);
      SummaryRow own = summary.rows().get(i);
      assertEquals(((Number) row.get("i")).intValue(), own.index());
      assertEquals(row.get("type"), own.module(), "module of row " + i);
      assertEquals(((Number) row.get("params")).longValue(), own.parameters(), "row " + i);
      Object from = row.get("from");
      List<Integer> inputs =
          (from instanceof List<?> list ? list : List.of(from))
              .stream().map(number -> ((Number) number).intValue()).toList();
      assertEquals(inputs, own.from(), "inputs of row " + i);
    }
    assertEquals(((Number) expected.get("parameters")).longValue(), summary.parameters());
    assertEquals(((Number) expected.get("layers")).intValue(), summary.layers());
    List<?> strides = (List<?>) expected.get("stride");
    assertArrayEquals(
        strides.stream().mapToDouble(s -> ((Number) s).doubleValue()).toArray(), model.strides());
    // At 640 pixels, 400 times the multiply-adds at 32; biases of the head are no multiply-adds.
    Map<CountingRules, Long> counts = OperationCounter.multiplyAdds(model, 32);
    long convolutions = ((Number) expected.get("convMacs640")).longValue();
    long norms = ((Number) expected.get("bnElements640")).longValue();
    long headBias = 3 * 85 * (80 * 80 + 40 * 40 + 20 * 20);
    assertEquals(convolutions + 2 * norms + headBias, 400 * counts.get(CountingRules.PLAIN));
    long upsampled = upsampledElements(model);
    assertEquals(convolutions + 4 * norms + upsampled, 400 * counts.get(CountingRules.LATER));
  }

  private static long upsampledElements(DetectionModel model) {
    long first = model.layers().get(11).outputChannels() * 40L * 40;
    return first + model.layers().get(15).outputChannels() * 80L * 80;
  }

  @ParameterizedTest
  @CsvSource({
    "yolov5n, 270, 1872157, 5649643, 5704960, 213, 1867405, 4.496060, 4.469350",
    "yolov5s, 270, 7235389, 20665579, 20781568, 213, 7225885, 16.485154, 16.436019",
    "yolov5m, 369, 21190557, 61322475, 61548288, 290, 21172173, 48.967356, 48.876134",
    "yolov5l, 468, 46563709, 136615147, 136983552, 367, 46533693, 109.145071, 108.998656",
    "yolov5x, 567, 86749405, 257357035, 257900800, 444, 86705005, 205.669052, 205.454336",
    "yolov5n6, 355, 3246940, 23056555, 23281408, 280, 3239884, 4.587349, 4.560435",
    "yolov5s6, 355, 12626620, 84487339, 84958720, 280, 12612508, 16.849545, 16.800051",
    "yolov5m6, 481, 35731932, 250501803, 251420928, 378, 35704908, 50.008354, 49.916160",
    "yolov5l6, 607, 76770172, 557692075, 559193088, 476, 76726332, 111.388911, 111.240602",
    "yolov5x6, 733, 140794780, 1050049195, 1052266240, 574, 140730220, 209.789423, 209.571584",
    "yolov5s-ghost, 453, 3897605, 10997483, 11105280, 366, 3888789, 8.753954, 8.708096",
    "yolov5s-transformer, 271, 7235645, 20402411, 20517376, 216, 7226653, 16.275030, 16.226304",
    "yolov5-p34, 241, 5331518, 18761708, 18874368, 190, 5323806, 14.963491, 14.915994",
    "yolov3-tiny, 59, 8852366, 16536059, 16605696, 48, 8849182, 13.200687, 13.171917",
    "yolov3, 333, 61949149, 195322603, , 261, 61922845, 156.076834, ",
    "yolov3-spp, 342, 62998749, 196372203, , 269, 62971933, 156.916105, ",
    "yolov5-bifpn, 468, 46825853, 137663723, , 367, 46795837, 109.983932, ",
    "yolov5-fpn, 417, 41117565, 125066475, , 327, 41090877, 99.911868, ",
    "yolov5-panet, 468, 46563709, 136615147, 136983552, 367, 46533693, 109.145071, 108.998656",
    "yolov5-p2, 544, 47493372, 157430955, , 427, 47461436, 125.758396, ",
    "yolov5-p6, 607, 76770172, 557692075, 559193088, 476, 76726332, 111.388911, 111.240602",
    "yolov5-p7, 746, 144281723, 2323467179, , 585, 144216251, 116.022236, ",
  })
  void totalsEqualTheReference(
      String name,
      int layers,
      long parameters,
      long plain,
      Long later,
      int foldedLayers,
      long foldedParameters,
      double foldedPlain,
      Double foldedLater) {
    DetectionModel model = Models.zeros(name);
    int side = OperationCounter.smallestImage(model);
    assertEquals(layers, model.modules().size(), "layers");
    assertEquals(parameters, model.parameterCount(), "parameters");
    Map<CountingRules, Long> counts = OperationCounter.multiplyAdds(model, side);
    assertEquals(plain, counts.get(CountingRules.PLAIN));
    if (later != null) {
      assertEquals(later, counts.get(CountingRules.LATER));
    }
    model.fuse();
    assertEquals(foldedLayers, model.modules().size(), "layers after folding");
    assertEquals(foldedParameters, model.parameterCount(), "parameters after folding");
    Map<CountingRules, Long> folded = OperationCounter.multiplyAdds(model, side);
    double perCount = 2e-9 * (640.0 / side) * (640.0 / side);
    assertEquals(foldedPlain, folded.get(CountingRules.PLAIN) * perCount, 6e-7);
    if (foldedLater != null) {
      assertEquals(foldedLater, folded.get(CountingRules.LATER) * perCount, 6e-7);
    }
  }

  @Test
  void printsTheTable() {
    DetectionModel model = DetectionModel.build("yolov5s", new Generator(1));
    String[] lines = model.summary(640).toString().split("\n");
    assertEquals(27, lines.length);
    assertEquals(
        "                 from  n    params  module                                  arguments",
        lines[0]);
    assertEquals(
        "  0                -1  1      3520  Conv                                    [3, 32, 6, 2, 2]",
        lines[1]);
    assertEquals(
        "  4                -1  2    115712  C3                                      [128, 128, 2]",
        lines[5]);
    assertEquals(
        " 11                -1  1         0  Upsample                                "
            + "[None, 2, 'nearest']",
        lines[12]);
    assertEquals(
        " 24      [17, 20, 23]  1    229245  Detect                                  "
            + "[80, [[10, 13, 16, 30, 33, 23], [30, 61, 62, 45, 59, 119],"
            + " [116, 90, 156, 198, 373, 326]], [128, 256, 512]]",
        lines[25]);
    assertEquals(
        "yolov5s summary: 270 layers, 7235389 parameters, 7235389 gradients, 16.5 GFLOPs",
        lines[26]);
    assertTrue(model.isTraining(), "counting leaves the mode as it was");
  }

  @Test
  void outlinePrintsLikeAFreshModel() {
    ModelDescription model = ModelFiles.read("yolov5n");
    assertEquals(
        DetectionModel.build(model, ModuleRegistry.standard(), new Generator(1)).summary(640),
        DetectionModel.outline(model, ModuleRegistry.standard()).summary(640));
  }

  @Test
  void foldedModelWithoutGradientsSaysSo() {
    assertEquals(
        "yolov5s summary: 213 layers, 7225885 parameters, 0 gradients, 16.5 GFLOPs",
        Models.zeros("yolov5s").fuse().summary(640).totals());
  }

  @Test
  void operationsGrowWithTheImage() {
    DetectionModel model = Models.zeros("yolov5n");
    assertEquals(4 * model.summary(640).gflops(), model.summary(1280).gflops(), 1e-12);
  }

  @Test
  void jsonHoldsTheTable() throws IOException {
    Map<?, ?> json = (Map<?, ?>) Json.parse(Models.zeros("yolov5n").summary(640).toJson());
    assertEquals("yolov5n", json.get("model"));
    assertEquals(1872157L, json.get("parameters"));
    assertEquals(4.519714, (Double) json.get("gflops"), 1e-6);
    List<?> rows = (List<?>) json.get("rows");
    assertEquals(25, rows.size());
    Map<?, ?> concat = (Map<?, ?>) rows.get(12);
    assertEquals(List.of(-1L, 6L), concat.get("from"));
    Map<?, ?> c3 = (Map<?, ?>) rows.get(13);
    assertEquals(-1L, c3.get("from"));
    assertEquals("C3", c3.get("module"));
    assertEquals(1L, c3.get("repeats"));
    assertEquals(90880L, c3.get("parameters"));
    assertEquals(List.of(256L, 128L, 1L, false), c3.get("arguments"));
  }
}
