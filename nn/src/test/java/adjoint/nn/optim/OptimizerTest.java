package adjoint.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.AutogradException;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final double RATE = .1;
  private static final double DECAY = .01;

  static Stream<Function<List<ParameterGroup>, Optimizer>> optimizers() {
    return Stream.of(g -> new SGD(g, true), g -> new SGD(g, false), Adam::coupled, Adam::decoupled);
  }

  private static ParameterGroup group(Variable... parameters) {
    Map<String, Variable> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i++) {
      named.put("p" + i, parameters[i]);
    }
    return new ParameterGroup("all", named).learningRate(RATE).momentum(.9).weightDecay(DECAY);
  }

  /** Gives a parameter the gradient {@code g}. */
  private static void setGradient(Variable parameter, Tensor g) {
    parameter.zeroGrad();
    parameter.mul(Variable.of(g)).sum().backward();
  }

  @Test
  void nesterovStepsHaveTheKnownValues() {
    Variable p = Variable.parameter(Tensor.of(1.0));
    SGD sgd = new SGD(List.of(group(p)), true);
    setGradient(p, Tensor.of(.5));
    sgd.step();
    assertEquals(.9031, p.value().get(0), 1e-15);
    assertEquals(.51, sgd.state().get("p0.velocity").get(0), 1e-15);
    setGradient(p, Tensor.of(.25));
    sgd.step();
    assertEquals(.81257411, p.value().get(0), 1e-15);
    assertEquals(.718031, sgd.state().get("p0.velocity").get(0), 1e-15);
  }

  /** A plain account of each rule for one number. */
  private static double[] reference(int kind, double p, double[] gradients) {
    double u = 0;
    double m = 0;
    double v = 0;
    double[] values = new double[gradients.length];
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      if (kind == 3) {
        p -= RATE * DECAY * p;
      } else {
        g += DECAY * p;
      }
      if (kind < 2) {
        u = t == 1 ? g : .9 * u + g;
        p -= RATE * (kind == 0 ? g + .9 * u : u);
      } else {
        m = .9 * m + .1 * g;
        v = .999 * v + .001 * g * g;
        p -= RATE * (m / (1 - Math.pow(.9, t))) / (Math.sqrt(v / (1 - Math.pow(.999, t))) + 1e-8);
      }
      values[t - 1] = p;
    }
    return values;
  }

  @Test
  void allRulesFollowThePlainAccountInBothPrecisions() {
    double[] gradients = {.5, -.25, 1.5, .125, -2};
    int kind = 0;
    for (Function<List<ParameterGroup>, Optimizer> make : optimizers().toList()) {
      double[] expected = reference(kind++, 1, gradients);
      for (DType dtype : new DType[] {DType.F32, DType.F64}) {
        Variable p = Variable.parameter(Tensor.of(1.0).to(dtype));
        Optimizer optimizer = make.apply(List.of(group(p)));
        for (int t = 0; t < gradients.length; t++) {
          setGradient(p, Tensor.of(gradients[t]).to(dtype));
          optimizer.step();
          double tolerance = dtype == DType.F32 ? 2e-6 : 1e-14;
          assertEquals(expected[t], p.value().get(0), tolerance, kind + " " + dtype + " " + t);
        }
        assertEquals(5, optimizer.steps());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void parametersAreUpdatedInTheirOwnStorage(Function<List<ParameterGroup>, Optimizer> make) {
    Tensor all = Tensor.randn(new Generator(1), DType.F32, 10);
    final float[] before = all.toFloatArray();
    Variable middle = Variable.parameter(all.narrow(0, 3, 4));
    Variable frozen = Variable.parameter(Tensor.of(1f)).requiresGrad(false);
    Variable unused = Variable.parameter(Tensor.of(2f));
    Optimizer optimizer = make.apply(List.of(group(middle, frozen, unused)));
    setGradient(middle, Tensor.of(1f, -1f, 2f, .5f));
    Variable result = middle.square().sum();
    optimizer.step();
    float[] after = all.toFloatArray();
    for (int i = 0; i < 10; i++) {
      assertEquals(i >= 3 && i < 7, before[i] != after[i], "element " + i);
    }
    assertEquals(1, frozen.item());
    assertEquals(2, unused.item());
    assertThrows(AutogradException.class, result::backward, "the value has changed since");
    optimizer.zeroGrad();
    assertNull(middle.grad());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aCopyOfTheStateGoesOnWithTheSameBits(Function<List<ParameterGroup>, Optimizer> make) {
    Generator generator = new Generator(5);
    Variable a = Variable.parameter(Tensor.randn(generator, DType.F32, 40));
    Optimizer first = make.apply(List.of(group(a)));
    Tensor g = Tensor.randn(generator, DType.F32, 40);
    for (int i = 0; i < 3; i++) {
      setGradient(a, g);
      first.step();
    }
    Variable b = Variable.parameter(a.value().copy());
    Optimizer second = make.apply(List.of(group(b)));
    second.load(first.state());
    setGradient(a, g);
    setGradient(b, g);
    first.step();
    second.step();
    assertTrue(a.value().sameBits(b.value()));
    assertEquals(4, second.steps());
    Optimizer other = make.apply(List.of(group(Variable.parameter(Tensor.zeros(3)))));
    assertThrows(IllegalArgumentException.class, () -> other.load(first.state()));
    assertThrows(IllegalArgumentException.class, () -> other.load(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void bitsDoNotDependOnThreads(Function<List<ParameterGroup>, Optimizer> make) {
    int before = Parallel.threads();
    try {
      Tensor[] results = new Tensor[2];
      for (int threads = 1; threads <= 2; threads++) {
        Parallel.setThreads(threads);
        Generator generator = new Generator(3);
        Variable[] parameters = new Variable[6];
        for (int i = 0; i < 6; i++) {
          parameters[i] = Variable.parameter(Tensor.randn(generator, DType.F32, 5000));
          setGradient(parameters[i], Tensor.randn(generator, DType.F32, 5000));
        }
        Optimizer optimizer = make.apply(List.of(group(parameters)));
        optimizer.step();
        optimizer.step();
        results[threads - 1] =
            Tensor.concat(Stream.of(parameters).map(Variable::value).toList(), 0);
      }
      assertTrue(results[0].sameBits(results[1]));
    } finally {
      Parallel.setThreads(before);
    }
  }

  @Test
  void clippingShortensOnlyWhatIsTooLong() {
    Variable a = Variable.parameter(Tensor.zeros(1));
    Variable b = Variable.parameter(Tensor.zeros(1));
    setGradient(a, Tensor.of(3f));
    setGradient(b, Tensor.of(4f));
    assertEquals(5, Gradients.clip(List.of(a, b), 10), 1e-12);
    assertEquals(3, a.grad().item());
    assertEquals(5, Gradients.clip(List.of(a, b), 1), 1e-12);
    assertArrayEquals(new double[] {.6, .8}, new double[] {a.grad().item(), b.grad().item()}, 1e-7);
    assertThrows(IllegalArgumentException.class, () -> Gradients.clip(List.of(a), 0));
  }

  @Test
  void schedulesHaveTheKnownValues() {
    Schedule cosine = Schedule.cosine(300, .1);
    double[] expected = {1, .9999753262, .55, .1000246738};
    int[] epochs = {0, 1, 150, 299};
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], cosine.factor(epochs[i]), 1e-10);
    }
    Schedule linear = Schedule.linear(300, .01);
    double[] straight = {1, .9967, .505, .0133};
    for (int i = 0; i < 4; i++) {
      assertEquals(straight[i], linear.factor(epochs[i]), 1e-12);
    }
  }

  @Test
  void refusesWhatIsNoParameter() {
    Variable a = Variable.parameter(Tensor.zeros(2));
    assertThrows(
        IllegalArgumentException.class, () -> new ParameterGroup("x", Map.of("r", a.add(1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ParameterGroup("x", Map.of("i", Variable.of(Tensor.of(1L)))));
    assertThrows(IllegalArgumentException.class, () -> new SGD(List.of(group(a), group(a)), true));
  }
}
