package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
  /** A module with state of its own, registered after its children. */
  private static final class Block extends Module {
    final Conv2d conv;
    final BatchNorm2d bn;
    final Variable gain;

    Block(Generator generator) {
      conv = child("conv", new Conv2d(3, 4, 1, 1, Conv2dOptions.DEFAULT, false, generator));
      bn = child("bn", new BatchNorm2d(4));
      buffer("anchors", Tensor.zeros(2));
      gain = parameter("gain", Tensor.ones(1));
    }

    void fold() {
      removeChild("bn");
      replaceChild("conv", Conv2d.of(Tensor.ones(4, 3, 1, 1), null, Conv2dOptions.DEFAULT));
    }

    @Override
    public Variable forward(Variable x) {
      return bn.forward(conv.forward(x)).mul(gain);
    }
  }

  private static Sequential model() {
    Generator generator = new Generator(1);
    return new Sequential(new Block(generator), new SiLU(), new Linear(5, 2, generator));
  }

  private static final List<String> NAMES =
      List.of(
          "0.gain",
          "0.anchors",
          "0.conv.weight",
          "0.bn.weight",
          "0.bn.bias",
          "0.bn.running_mean",
          "0.bn.running_var",
          "0.bn.num_batches_tracked",
          "2.weight",
          "2.bias");

  @Test
  void stateHasDottedNamesInOrder() {
    assertEquals(NAMES, List.copyOf(model().stateDict().keySet()));
    assertEquals(
        List.of("0.gain", "0.conv.weight", "0.bn.weight", "0.bn.bias", "2.weight", "2.bias"),
        List.copyOf(model().parameters().keySet()));
    assertEquals(
        List.of("0.anchors", "0.bn.running_mean", "0.bn.running_var", "0.bn.num_batches_tracked"),
        List.copyOf(model().buffers().keySet()));
    assertEquals(1 + 12 + 8 + 10 + 2, model().parameterCount());
  }

  @Test
  void aStateCopiesIntoAnotherModel() {
    Sequential from = model();
    from.stateDict().values().forEach(t -> t.fill(3));
    Sequential to = model();
    Map<String, Tensor> before = to.stateDict();
    LoadReport report = to.loadStateDict(from.stateDict(), true);
    assertTrue(report.isClean());
    assertEquals(NAMES, report.loaded());
    to.stateDict()
        .forEach(
            (name, tensor) -> {
              assertTrue(tensor.sameBits(from.stateDict().get(name)), name);
              assertSame(before.get(name), tensor, "copied in place");
            });
    from.stateDict().values().forEach(t -> t.fill(4));
    assertEquals(3, to.stateDict().get("2.bias").get(0), "a copy, not shared");
  }

  @Test
  void loadingConvertsTypes() {
    Sequential model = model();
    Map<String, Tensor> state = new HashMap<>();
    state.put("2.bias", Tensor.of(0.5, -0.25));
    state.put("0.bn.num_batches_tracked", Tensor.scalar(DType.F32, 7));
    assertEquals(2, model.loadStateDict(state, false).loaded().size());
    assertEquals(DType.F32, model.stateDict().get("2.bias").dtype());
    assertArrayEquals(new double[] {0.5, -0.25}, model.stateDict().get("2.bias").toDoubleArray());
    assertEquals(DType.I64, model.stateDict().get("0.bn.num_batches_tracked").dtype());
    assertEquals(7, model.stateDict().get("0.bn.num_batches_tracked").item());
  }

  @Test
  void strictLoadingChangesNothingUnlessEverythingFits() {
    Sequential model = model();
    float[] before = model.stateDict().get("2.weight").toFloatArray();
    Map<String, Tensor> state = new LinkedHashMap<>(model().stateDict());
    state.replaceAll((name, tensor) -> tensor.copy().fill(9));
    state.remove("0.gain");
    state.put("2.bias", Tensor.zeros(3));
    state.put("3.weight", Tensor.zeros(1));
    StateDictException error =
        assertThrows(StateDictException.class, () -> model.loadStateDict(state, true));
    assertEquals(
        "the state does not fit the module: loaded 8 entries; 1 missing (0.gain); 1 unexpected"
            + " (3.weight); 1 of another shape (2.bias: the module has [2], the state [3])",
        error.getMessage());
    assertEquals(List.of("0.gain"), error.report().missing());
    assertArrayEquals(before, model.stateDict().get("2.weight").toFloatArray());

    LoadReport report = model.loadStateDict(state, false);
    assertEquals(error.report(), report);
    assertFalse(report.isClean());
    assertEquals(9, model.stateDict().get("2.weight").get(0, 0));
    assertEquals(1, model.stateDict().get("0.gain").get(0));
  }

  @Test
  void theReportNamesAtMostFiveOfEachKind() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      state.put("extra" + i, Tensor.zeros(1));
    }
    assertEquals(
        "loaded 0 entries; 7 unexpected (extra0, extra1, extra2, extra3, extra4, ...)",
        new SiLU().loadStateDict(state, false).toString());
  }

  @Test
  void modesReachTheWholeTree() {
    Sequential model = model();
    assertTrue(model.modules().stream().allMatch(Module::isTraining));
    model.eval();
    assertTrue(model.modules().stream().noneMatch(Module::isTraining));
    model.get(0).train();
    assertFalse(model.isTraining());
    assertTrue(((Block) model.get(0)).bn.isTraining());
  }

  @Test
  void sharedModulesCountOnce() {
    Linear shared = new Linear(2, 2, new Generator(2));
    Sequential model = new Sequential(shared, new ReLU(), shared);
    assertEquals(3, model.modules().size());
    assertEquals(List.of("0.weight", "0.bias"), List.copyOf(model.parameters().keySet()));
    assertEquals(6, model.parameterCount());
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"),
        List.copyOf(model.stateDict().keySet()));
    model.to(DType.F64);
    assertEquals(DType.F64, model.stateDict().get("2.weight").dtype());
  }

  @Test
  void conversionLeavesIntegersAndForgetsGradients() {
    Sequential model = model();
    Variable x = Variable.of(Tensor.rand(new Generator(3), DType.F32, 2, 3, 4, 5));
    model.forward(x).square().sum().backward();
    assertTrue(model.parameters().values().stream().allMatch(p -> p.grad() != null));
    model.zeroGrad();
    assertTrue(model.parameters().values().stream().allMatch(p -> p.grad() == null));
    model.to(DType.F64);
    assertEquals(DType.F64, model.stateDict().get("0.bn.running_var").dtype());
    assertEquals(DType.I64, model.stateDict().get("0.bn.num_batches_tracked").dtype());
    Variable y = model.forward(Variable.of(x.value().to(DType.F64)));
    assertEquals(DType.F64, y.dtype());
    assertEquals(2, model.stateDict().get("0.bn.num_batches_tracked").item());
  }

  @Test
  void childrenCanBeReplacedAndRemoved() {
    Block block = new Block(new Generator(4));
    block.fold();
    assertEquals(
        List.of("gain", "anchors", "conv.weight"), List.copyOf(block.stateDict().keySet()));
    assertNull(block.children().get("bn"));
    assertThrows(
        IllegalArgumentException.class, () -> block.replaceChild("bn", new BatchNorm2d(4)));
  }

  @Test
  void namesAreCheckedWhenRegistered() {
    Block block = new Block(new Generator(5));
    assertThrows(IllegalArgumentException.class, () -> block.child("conv", new SiLU()));
    assertThrows(IllegalArgumentException.class, () -> block.buffer("a.b", Tensor.zeros(1)));
    assertThrows(IllegalArgumentException.class, () -> block.parameter("", Tensor.zeros(1)));
  }

  @Test
  void listsHoldModulesByIndex() {
    ModuleList list = new ModuleList(new SiLU(), new Linear(2, 3, new Generator(6)));
    list.add(new ReLU());
    assertEquals(3, list.size());
    assertEquals(List.of("1.weight", "1.bias"), List.copyOf(list.stateDict().keySet()));
    assertTrue(list.get(2) instanceof ReLU);
    assertThrows(IndexOutOfBoundsException.class, () -> list.get(3));
    assertThrows(
        UnsupportedOperationException.class, () -> list.forward(Variable.of(Tensor.zeros(1))));
  }

  @Test
  void oneInputMayComeAsAList() {
    Variable x = Variable.of(Tensor.of(1f, 2f));
    assertSame(x, new Identity().forward(List.of(x)));
    assertThrows(IllegalArgumentException.class, () -> new Identity().forward(List.of(x, x)));
  }

  @Test
  void printsAsATree() {
    assertEquals(
        """
        Sequential(
          (0): Block(
            (conv): Conv2d(3, 4, kernel_size=(1, 1), stride=(1, 1), bias=False)
            (bn): BatchNorm2d(4, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
          )
          (1): SiLU()
          (2): Linear(in_features=5, out_features=2, bias=True)
        )\
        """,
        model().toString());
  }

  @Test
  void settingsPrintNumbersAsPythonDoes() {
    assertEquals("1e-05", Settings.number(1e-5));
    assertEquals("0.0005", Settings.number(5e-4));
    assertEquals("0.001", Settings.number(1e-3));
    assertEquals("0.1", Settings.number(0.1));
    assertEquals("2.0", Settings.number(2));
    assertEquals("1.5e-07", Settings.number(1.5e-7));
    assertEquals("12345678.0", Settings.number(12345678));
    assertEquals("1e+20", Settings.number(1e20));
  }
}
