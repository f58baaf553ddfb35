package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.ModelFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A block of one's own in a model file: a module, a line of registration, a row. */
class CustomBlockTest {
  /** A gate: the input times the sigmoid of a 1 x 1 convolution of it. */
  static final class Gate extends Module {
    private final Conv2d mix;
    private final double scale;

    Gate(int channels, double scale, Generator generator) {
      mix = child("mix", new Conv2d(channels, channels, 1, Conv2dOptions.DEFAULT, generator));
      this.scale = scale;
    }

    @Override
    public Variable forward(Variable x) {
      return x.mul(mix.forward(x).sigmoid().mul(scale));
    }
  }

  /** A 1 x 1 convolution. */
  static final class Widen extends Module {
    private final Conv2d conv;

    Widen(int c1, int c2, Generator generator) {
      conv = child("conv", new Conv2d(c1, c2, 1, Conv2dOptions.DEFAULT, generator));
    }

    @Override
    public Variable forward(Variable x) {
      return conv.forward(x);
    }
  }

  private static final String FILE =
      """
      nc: 4
      depth_multiple: 0.33
      width_multiple: 0.5
      anchors: 3
      backbone:
        - [-1, 1, Conv, [16, 3, 2]]
        - [-1, 1, Widen, [48]]
        - [-1, 6, Gate, [48, 2.0]]
        - [-1, 3, Plain, []]
      head:
        - [[-1], 1, Detect, [nc, anchors]]
      """;

  private static ModuleRegistry registry() {
    return ModuleRegistry.standard()
        .register(
            "Widen",
            ChannelRule.SCALED,
            (context, a) -> new Widen(a.integer("c1"), a.integer("c2"), context.generator()))
        .register(
            "Gate",
            ChannelRule.INPUT_FIRST,
            (context, a) -> new Gate(a.integer("c1"), a.number("scale", 1), context.generator()))
        .register("Plain", (context, a) -> new Gate(context.inputChannel(), 1, context.generator()))
        .alias("gate", "Gate");
  }

  @Test
  void ownBlocksBuildRunAndCount() {
    DetectionModel model =
        DetectionModel.build(
            ModelFileReader.parse("own", "own.yaml", FILE), registry(), new Generator(0));
    List<SummaryRow> rows = model.summary(64).rows();
    assertEquals(List.of(8, 24), rows.get(1).arguments());
    assertEquals(8 * 24 + 24, rows.get(1).parameters());
    assertEquals(List.of(24, 2.0), rows.get(2).arguments());
    assertEquals(2, rows.get(2).repeats());
    assertEquals(2 * (24 * 24 + 24), rows.get(2).parameters());
    assertEquals(1, rows.get(3).repeats());
    assertEquals("Gate", rows.get(2).module());
    assertTrue(model.stateDict().containsKey("model.2.1.mix.weight"));
    assertTrue(model.stateDict().containsKey("model.3.mix.bias"));
    model.eval();
    assertArrayEquals(
        new int[] {1, 3 * 32 * 32, 9}, model.predict(Tensor.zeros(1, 3, 64, 64)).shape());
    // Conv: bias-free 3 x 3 x 3, its norm; then Widen, two Gates, Plain and the head, with biases.
    long pixels = 16 * 16;
    long expected = pixels * (8 * 27 + 2 * 8 + 24 * 9 + 3 * 24 * 25 + 27 * 25);
    Map<CountingRules, Long> counts = OperationCounter.multiplyAdds(model, 32);
    assertEquals(expected, counts.get(CountingRules.PLAIN));
  }

  @Test
  void aliasMeansTheSame() {
    DetectionModel model =
        DetectionModel.build(
            ModelFileReader.parse("own", "own.yaml", FILE.replace("Gate", "gate")),
            registry(),
            new Generator(0));
    assertEquals("gate", model.summary(64).rows().get(2).module());
    assertEquals(24 * 24 + 24, model.summary(64).rows().get(3).parameters());
  }

  @Test
  void argumentsThatNobodyReadsAreAnError() {
    ModelFileException e =
        assertThrows(
            ModelFileException.class,
            () ->
                DetectionModel.build(
                    ModelFileReader.parse(
                        "own", "own.yaml", FILE.replace("Plain, []", "Plain, [48, 1]")),
                    registry(),
                    new Generator(0)));
    assertEquals(
        "own.yaml, row 3 (Plain): the row has 2 arguments, the module takes none", e.getMessage());
  }

  @Test
  void namesAreTakenOnce() {
    ModuleRegistry registry = registry();
    assertThrows(
        IllegalArgumentException.class,
        () -> registry.register("Conv", (context, a) -> new Gate(1, 1, null)));
    assertThrows(IllegalArgumentException.class, () -> registry.alias("Other", "Nothing"));
    assertTrue(registry.names().containsAll(List.of("Conv", "C3", "Detect", "Gate", "gate")));
  }

  @Test
  void standardRegistryIsNotShared() {
    registry();
    assertTrue(!ModuleRegistry.standard().names().contains("Gate"));
  }
}
