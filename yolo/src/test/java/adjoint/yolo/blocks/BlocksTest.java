package adjoint.yolo.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final BlockSettings settings = BlockSettings.of(new Generator(5));

  private static Variable random(int... shape) {
    return Variable.of(Tensor.randn(new Generator(11), DType.F32, shape));
  }

  private static List<String> names(Module module) {
    return new ArrayList<>(module.stateDict().keySet());
  }

  @Test
  void contractAndExpandMovePixelsAsStated() {
    Variable x = random(2, 3, 4, 6);
    Tensor y = new Contract(2).forward(x).value();
    assertArrayEquals(new int[] {2, 12, 2, 3}, y.shape());
    for (int q = 0; q < 3; q++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          assertEquals(
              x.value().get(1, q, 2 * 1 + i, 2 * 2 + j), y.get(1, (i * 2 + j) * 3 + q, 1, 2));
        }
      }
    }
    assertTrue(new Expand(2).forward(Variable.of(y)).value().sameBits(x.value()));
    assertThrows(IllegalArgumentException.class, () -> new Contract(4).forward(x));
    assertThrows(IllegalArgumentException.class, () -> new Expand(2).forward(x));
  }

  @Test
  void focusTakesFourPhases() {
    Focus focus = new Focus(1, 4, 1, Conv.samePadding(1, 1), Activations.none(), settings);
    Tensor weight = focus.stateDict().get("conv.conv.weight");
    weight.assign(Tensor.eye(DType.F32, 4).reshape(4, 4, 1, 1));
    focus.eval();
    Variable x = random(1, 1, 4, 4);
    Tensor y = focus.forward(x).value();
    double scale = 1 / Math.sqrt(1 + 1e-5);
    int[][] phases = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    for (int k = 0; k < 4; k++) {
      double expected = scale * x.value().get(0, 0, 2 + phases[k][0], phases[k][1]);
      assertEquals(expected, y.get(0, k, 1, 0), 1e-6);
    }
  }

  @Test
  void pyramidPoolingsAgree() {
    // Pooling by 5 once, twice and three times has the windows 5, 9 and 13.
    SPPF fast = new SPPF(8, 6, 5, settings);
    SPP plain = new SPP(8, 6, List.of(5, 9, 13), settings);
    assertEquals(names(plain), names(fast));
    plain.loadStateDict(fast.stateDict(), true);
    fast.eval();
    plain.eval();
    Variable x = random(1, 8, 9, 11);
    assertTrue(fast.forward(x).value().sameBits(plain.forward(x).value()));
  }

  @Test
  void classifyMapsTheMeansOfAllInputs() {
    Classify classify = new Classify(5, 3, settings);
    assertEquals(List.of("conv.weight", "conv.bias"), names(classify));
    Variable a = random(2, 4, 3, 5);
    Variable b = random(2, 1, 7, 2);
    Tensor y = classify.forward(List.of(a, b)).value();
    assertArrayEquals(new int[] {2, 3}, y.shape());
    Tensor weight = classify.stateDict().get("conv.weight").reshape(3, 5);
    Tensor bias = classify.stateDict().get("conv.bias");
    for (int image = 0; image < 2; image++) {
      for (int label = 0; label < 3; label++) {
        double expected = bias.get(label);
        for (int c = 0; c < 4; c++) {
          expected += weight.get(label, c) * a.value().select(0, image).select(0, c).mean().item();
        }
        expected += weight.get(label, 4) * b.value().select(0, image).mean().item();
        assertEquals(expected, y.get(image, label), 1e-5);
      }
    }
    assertArrayEquals(new int[] {2, 2}, new Classify(4, 2, settings).forward(a).shape());
  }

  @Test
  void sumWeighsAllButTheFirst() {
    Variable a = random(2, 3);
    Tensor plain = new Sum(3, false).forward(List.of(a, a, a)).value();
    assertTrue(plain.allClose(a.value().mul(3), 1e-6, 0));
    Sum weighted = new Sum(3, true);
    double factor = 1 + 2 / (1 + Math.exp(0.5)) + 2 / (1 + Math.exp(1));
    assertTrue(weighted.forward(List.of(a, a, a)).value().allClose(a.value().mul(factor), 1e-6, 0));
    assertEquals(List.of("w"), names(weighted));
    assertThrows(IllegalArgumentException.class, () -> weighted.forward(List.of(a)));
  }

  @Test
  void mixedKernelsShareTheChannels() {
    MixConv2d equal = new MixConv2d(8, 64, List.of(1, 3, 5), 1, true, settings);
    assertEquals(22, equal.stateDict().get("m.0.weight").size(0));
    assertEquals(21, equal.stateDict().get("m.1.weight").size(0));
    assertEquals(21, equal.stateDict().get("m.2.weight").size(0));
    assertArrayEquals(new int[] {2, 64, 5, 7}, equal.forward(random(2, 8, 5, 7)).shape());
    MixConv2d balanced = new MixConv2d(8, 40, List.of(1, 3), 2, false, settings);
    assertEquals(36, balanced.stateDict().get("m.0.weight").size(0));
    assertEquals(4, balanced.stateDict().get("m.1.weight").size(0));
    assertEquals("bn.weight", names(balanced).get(2));
  }

  @Test
  void stateNamesAreTheReferences() {
    assertEquals(
        List.of(
            "linear.weight",
            "linear.bias",
            "tr.0.q.weight",
            "tr.0.k.weight",
            "tr.0.v.weight",
            "tr.0.ma.in_proj_weight",
            "tr.0.ma.in_proj_bias",
            "tr.0.ma.out_proj.weight",
            "tr.0.ma.out_proj.bias",
            "tr.0.fc1.weight",
            "tr.0.fc2.weight"),
        names(new TransformerBlock(8, 8, 4, 1, settings)));
    List<String> ghost = names(new GhostBottleneck(8, 8, 3, 2, settings));
    assertTrue(ghost.containsAll(List.of("conv.0.cv1.conv.weight", "conv.1.conv.weight")));
    assertTrue(ghost.containsAll(List.of("conv.2.cv2.bn.weight", "shortcut.1.conv.weight")));
    List<String> c3 = names(new C3(8, 8, 2, true, 1, 0.5, settings));
    assertEquals("cv1.conv.weight", c3.get(0));
    assertEquals("m.1.cv2.bn.num_batches_tracked", c3.get(c3.size() - 1));
    List<String> csp = names(new BottleneckCSP(8, 8, 1, true, 1, 0.5, settings));
    assertTrue(
        csp.containsAll(List.of("cv2.weight", "cv3.weight", "bn.weight", "m.0.cv1.bn.bias")));
  }

  @Test
  void everyStageRuns() {
    Variable x = random(2, 16, 6, 8);
    List<Module> stages =
        List.of(
            new C3(16, 24, 2, false, 1, 0.5, settings),
            new C3x(16, 24, 2, true, 1, 0.5, settings),
            new C3Ghost(16, 24, 2, true, 1, 0.5, settings),
            new C3TR(16, 24, 2, true, 1, 0.5, settings),
            new C3SPP(16, 24, List.of(3, 5), 1, true, 1, 0.5, settings),
            new BottleneckCSP(16, 24, 2, true, 1, 0.5, settings),
            new CrossConv(16, 24, 3, 1, 1, 1, false, settings),
            new DWConv(16, 24, 3, 1, settings.newActivation(), settings),
            new GhostConv(16, 24, 3, 1, 1, true, settings));
    for (Module stage : stages) {
      assertArrayEquals(new int[] {2, 24, 6, 8}, stage.forward(x).shape(), stage.toString());
    }
    GhostBottleneck smaller = new GhostBottleneck(16, 24, 3, 2, settings);
    assertArrayEquals(new int[] {2, 24, 3, 4}, smaller.forward(x).shape());
  }

  @Test
  void bottleneckAddsItsInputWhereWanted() {
    Bottleneck with = new Bottleneck(8, 8, true, 1, 0.5, settings);
    Bottleneck without = new Bottleneck(8, 8, false, 1, 0.5, settings);
    without.loadStateDict(with.stateDict(), true);
    with.eval();
    without.eval();
    Variable x = random(1, 8, 4, 4);
    Tensor expected = without.forward(x).value().add(x.value());
    assertTrue(with.forward(x).value().allClose(expected, 1e-6, 1e-7));
  }

  @Test
  void attentionEqualsPlainLoops() {
    int tokens = 5;
    int batch = 2;
    int channels = 6;
    int heads = 3;
    MultiheadAttention attention = new MultiheadAttention(channels, heads, new Generator(2));
    attention.to(DType.F64);
    attention.stateDict().get("in_proj_bias").assign(Tensor.linspace(DType.F64, -1, 1, 18));
    attention.stateDict().get("out_proj.bias").assign(Tensor.linspace(DType.F64, 0, 1, 6));
    Tensor q = Tensor.randn(new Generator(3), DType.F64, tokens, batch, channels);
    Tensor k = Tensor.randn(new Generator(4), DType.F64, tokens, batch, channels);
    Tensor v = Tensor.randn(new Generator(5), DType.F64, tokens, batch, channels);
    Tensor y = attention.attend(Variable.of(q), Variable.of(k), Variable.of(v)).value();
    Tensor w = attention.stateDict().get("in_proj_weight");
    Tensor bias = attention.stateDict().get("in_proj_bias");
    Tensor out = attention.stateDict().get("out_proj.weight");
    int d = channels / heads;
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < tokens; t++) {
        double[] joined = new double[channels];
        for (int head = 0; head < heads; head++) {
          double[] weight = new double[tokens];
          double total = 0;
          for (int s = 0; s < tokens; s++) {
            double dot = 0;
            for (int c = head * d; c < (head + 1) * d; c++) {
              dot += project(w, bias, c, q, t, b) * project(w, bias, channels + c, k, s, b);
            }
            weight[s] = Math.exp(dot / Math.sqrt(d));
            total += weight[s];
          }
          for (int c = head * d; c < (head + 1) * d; c++) {
            for (int s = 0; s < tokens; s++) {
              joined[c] += weight[s] / total * project(w, bias, 2 * channels + c, v, s, b);
            }
          }
        }
        for (int o = 0; o < channels; o++) {
          double expected = o / 5.0;
          for (int c = 0; c < channels; c++) {
            expected += out.get(o, c) * joined[c];
          }
          assertEquals(expected, y.get(t, b, o), 1e-12);
        }
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> new MultiheadAttention(6, 4, new Generator(0)));
  }

  private static double project(Tensor w, Tensor bias, int row, Tensor x, int token, int batch) {
    double sum = bias.get(row);
    for (int c = 0; c < x.size(2); c++) {
      sum += w.get(row, c) * x.get(token, batch, c);
    }
    return sum;
  }

  @Test
  void decodingWithAndWithoutGradientsAgrees() {
    List<List<Double>> anchors =
        List.of(List.of(10.0, 13.0, 16.0, 30.0), List.of(30.0, 61.0, 62.0, 45.0));
    Detect detect = new Detect(3, anchors, List.of(8, 16), settings);
    detect.setStrides(new double[] {8, 16});
    detect.eval();
    List<Variable> maps = List.of(random(2, 8, 6, 10), random(2, 16, 3, 5));
    Tensor recorded = detect.forward(maps).value();
    Tensor plain = Autograd.noGrad(() -> detect.forward(maps).value());
    assertArrayEquals(new int[] {2, 2 * (60 + 15), 8}, plain.shape());
    assertTrue(plain.allClose(recorded, 1e-5, 1e-5));
    assertThrows(IllegalStateException.class, () -> detect.setStrides(new double[] {8, 16}));
    assertThrows(
        IllegalArgumentException.class, () -> new Detect(0, anchors, List.of(8, 16), settings));
  }

  @Test
  void activationsAreReadFromText() {
    assertEquals("SiLU()", Activations.parse("nn.SiLU()").get().toString());
    assertEquals("ReLU()", Activations.parse("nn.ReLU(inplace=True)").get().toString());
    assertEquals(
        "LeakyReLU(negative_slope=0.1)",
        Activations.parse("nn.LeakyReLU(0.1, inplace=True)").get().toString());
    assertEquals("Hardswish()", Activations.parse("Hardswish()").get().toString());
    for (String wrong : List.of("nn.SiLU", "nn.ReLU(3)", "nn.LeakyReLU(x)", "nothing")) {
      assertThrows(IllegalArgumentException.class, () -> Activations.parse(wrong), wrong);
    }
  }
}
