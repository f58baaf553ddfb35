package adjoint.nn.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.nn.Sequential;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** State names, defaults, initial values, the temperature, and errors. */
class AttentionModulesTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  private static void assertState(Module module, Object... namesAndShapes) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      String name = (String) namesAndShapes[i];
      names.add(name);
      assertArrayEquals((int[]) namesAndShapes[i + 1], module.stateDict().get(name).shape(), name);
    }
    assertEquals(names, List.copyOf(module.stateDict().keySet()));
    assertEquals(names, List.copyOf(module.parameters().keySet()));
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  private static void assertMessage(String message, Executable mistake) {
    Exception e = assertThrows(IllegalArgumentException.class, mistake);
    assertEquals(message, e.getMessage());
  }

  @Test
  void stateHasTheKnownNames() {
    assertState(new SE(40, 40, null), "l1.weight", shape(2, 40), "l2.weight", shape(40, 2));
    assertState(new SELayer(40, null), "fc.0.weight", shape(2, 40), "fc.2.weight", shape(40, 2));
    assertState(new SimAM());
    assertState(
        new SOCA(40, null),
        "conv_du.0.weight",
        shape(5, 40, 1, 1),
        "conv_du.0.bias",
        shape(5),
        "conv_du.2.weight",
        shape(40, 5, 1, 1),
        "conv_du.2.bias",
        shape(40));
    assertState(
        new Attention2d(10, .25, 4, 34, null),
        "fc1.weight",
        shape(2, 10, 1, 1),
        "fc2.weight",
        shape(4, 2, 1, 1));
    assertState(
        new DynamicConv2d(10, 6, 3, PLAIN.withGroups(2), null),
        "weight",
        shape(4, 6, 5, 3, 3),
        "bias",
        shape(4, 6),
        "attention.fc1.weight",
        shape(2, 10, 1, 1),
        "attention.fc2.weight",
        shape(4, 2, 1, 1));
    assertState(
        new DynamicConv2d(3, 6, 1, .25, PLAIN, false, 5, 34, null),
        "weight",
        shape(5, 6, 3, 1, 1),
        "attention.fc1.weight",
        shape(5, 3, 1, 1),
        "attention.fc2.weight",
        shape(5, 5, 1, 1));
  }

  @Test
  void initialValuesHaveTheStatedSpread() {
    DynamicConv2d module = new DynamicConv2d(64, 80, 3, PLAIN, new Generator(1));
    double bound = Math.sqrt(6.0 / (64 * 9));
    for (int k = 0; k < 4; k++) {
      Tensor kernel = module.weight().value().select(0, k);
      double largest = kernel.abs().max().item();
      assertTrue(largest <= bound && largest > 0.99 * bound, "kernel " + k + ": " + largest);
    }
    assertEquals(0, module.bias().value().abs().max().item());
    Tensor fc1 = module.stateDict().get("attention.fc1.weight"); // 16 x 64: fan out 16
    assertEquals(Math.sqrt(2.0 / 16), Math.sqrt(fc1.square().mean().item()), 0.03);
    Tensor same = new DynamicConv2d(64, 80, 3, PLAIN, new Generator(1)).weight().value();
    assertTrue(same.sameBits(module.weight().value()));
    Tensor other = new DynamicConv2d(64, 80, 3, PLAIN, new Generator(2)).weight().value();
    assertNotEquals(other.get(0, 0, 0, 0, 0), same.get(0, 0, 0, 0, 0));
  }

  // ---- temperature ----------------------------------------------------------------------------

  @Test
  void everyEpochLowersTheTemperatureToOne() {
    DynamicConv2d inner = new DynamicConv2d(4, 4, 1, PLAIN, null);
    Attention2d cold = new Attention2d(4, 1, 2, 1, null);
    Module model = new Sequential(new SE(4, 4, 2, null), new Sequential(inner), cold);
    assertEquals(34, inner.attention().temperature());
    for (int expected = 31; expected > 0; expected -= 3) {
      model.endEpoch();
      assertEquals(expected, inner.attention().temperature());
      assertEquals(1, cold.temperature());
    }
    model.endEpoch();
    assertEquals(1, inner.attention().temperature());
    inner.attention().setTemperature(7);
    inner.attention().updateTemperature();
    assertEquals(4, inner.attention().temperature());
  }

  @Test
  void sharedModuleIsToldOnce() {
    Attention2d shared = new Attention2d(4, 1, 2, 34, null);
    new Sequential(shared, new Sequential(shared)).endEpoch();
    assertEquals(31, shared.temperature());
  }

  @Test
  void highTemperatureEvensTheMixture() {
    Attention2d attention = new Attention2d(8, 1, 4, 31, new Generator(3));
    Variable x = Variable.of(Tensor.rand(new Generator(4), DType.F32, 2, 8, 3, 3));
    double warm = attention.forward(x).value().max().item();
    attention.setTemperature(1);
    double cold = attention.forward(x).value().max().item();
    assertTrue(warm < cold && warm > 0.25, warm + " and " + cold);
  }

  // ---- errors ---------------------------------------------------------------------------------

  @Test
  void wrongSettingsAreNamed() {
    assertMessage(
        "SE: the ratio is 16 for 8 channels; legal are at least 1 channel and a ratio from 1 to the"
            + " number of channels, for the hidden layer has channels / ratio units",
        () -> new SE(8, 8, null));
    assertMessage(
        "SE: 8 channels arrive and 16 are to leave; legal are equal numbers, for the module scales"
            + " each channel",
        () -> new SE(8, 16, 2, null));
    assertMessage(
        "SELayer: the reduction is 0 for 8 channels; legal are at least 1 channel and a reduction"
            + " from 1 to the number of channels, for the hidden layer has channels / reduction"
            + " units",
        () -> new SELayer(8, 0, null));
    assertThrows(IllegalArgumentException.class, () -> new SOCA(7, null));
    assertMessage("SimAM: lambda is 0.0; legal are numbers above 0", () -> new SimAM(0));
    for (int temperature : new int[] {-2, 0, 2, 3, 33, 35}) {
      assertMessage(
          "Attention2d: the temperature is "
              + temperature
              + "; legal are 1, 4, 7 and so on, for steps of 3 must end at 1",
          () -> new Attention2d(8, .25, 4, temperature, null));
    }
    assertMessage(
        "Attention2d: 2 input channels times the ratio 0.25 leave no hidden unit; legal are ratios"
            + " from 1 / 2 on",
        () -> new DynamicConv2d(2, 4, 1, PLAIN, null));
    assertMessage(
        "Attention2d: 8 input channels and 0 kernels; legal is at least one of both",
        () -> new Attention2d(8, .25, 0, 34, null));
    assertMessage(
        "DynamicConv2d: 6 to 8 channels, kernel 3: all must be at least 1 and the channels multiples"
            + " of 4 groups",
        () -> new DynamicConv2d(6, 8, 3, PLAIN.withGroups(4), null));
  }

  @Test
  void wrongInputsAreNamed() {
    Variable x = Variable.of(Tensor.zeros(1, 8, 1, 1));
    assertMessage(
        "SimAM: the input has shape [1, 8, 1, 1]; legal is N x C x H x W with at least two positions,"
            + " for the variance of a single one is not defined",
        () -> new SimAM().forward(x));
    List<Module> modules =
        List.of(
            new SE(4, 4, 2, null),
            new SELayer(4, 2, null),
            new SOCA(4, 2, null),
            new Attention2d(4, 1, 4, 34, null),
            new DynamicConv2d(4, 4, 1, PLAIN, null));
    for (Module module : modules) {
      String name = assertThrows(ShapeException.class, () -> module.forward(x)).getMessage();
      assertTrue(name.contains("[1, 8, 1, 1]") && name.contains("C = 4"), name);
      Variable empty = Variable.of(Tensor.zeros(1, 4, 0, 3));
      assertThrows(ShapeException.class, () -> module.forward(empty));
    }
  }

  @Test
  void socaTakesASinglePosition() {
    SOCA module = new SOCA(4, 2, new Generator(1));
    Variable x = Variable.parameter(Tensor.full(DType.F32, 2, 1, 4, 1, 1));
    module.forward(x).sum().backward();
    assertTrue(x.grad().value().isFinite().all().item() == 1);
    assertTrue(x.grad().value().abs().max().item() > 0);
  }
}
