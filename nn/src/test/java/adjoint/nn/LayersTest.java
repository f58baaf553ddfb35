package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers against plain loops. */
class LayersTest {
  private final Generator generator = new Generator(11);

  private Tensor random(int... shape) {
    return Tensor.rand(generator, DType.F64, shape).mul(8).sub(4);
  }

  private static Variable run(Module module, Tensor x) {
    return module.forward(Variable.of(x));
  }

  // ---- convolution ----------------------------------------------------------------------------

  /** Cases: batch, channels, height, width, outputs, kernel rows and columns, options. */
  private record Case(int n, int c, int h, int w, int o, int ky, int kx, Conv2dOptions options) {}

  static Stream<Case> convolutions() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    return Stream.of(
        new Case(1, 1, 1, 1, 1, 1, 1, plain),
        new Case(2, 5, 6, 7, 3, 1, 1, plain),
        new Case(1, 3, 9, 8, 17, 3, 3, plain.withPadding(1)),
        new Case(2, 4, 7, 10, 6, 2, 5, plain.withStride(3, 1).withPadding(0, 2)),
        new Case(1, 6, 11, 9, 4, 3, 2, plain.withGroups(2).withDilation(2, 3).withStride(2)),
        new Case(3, 8, 5, 5, 8, 3, 3, plain.withGroups(8).withPadding(1)),
        new Case(1, 2, 4, 4, 3, 3, 3, plain.withPadding(4)));
  }

  private static double expected(Case k, Tensor x, Conv2d conv, int[] at) {
    Conv2dOptions p = k.options();
    int channels = k.c() / p.groups();
    int first = at[1] / (k.o() / p.groups()) * channels;
    double sum = conv.bias().value().get(at[1]);
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < k.ky(); u++) {
        for (int v = 0; v < k.kx(); v++) {
          int row = at[2] * p.strideY() + u * p.dilationY() - p.paddingY();
          int column = at[3] * p.strideX() + v * p.dilationX() - p.paddingX();
          if (row >= 0 && row < k.h() && column >= 0 && column < k.w()) {
            sum += conv.weight().value().get(at[1], c, u, v) * x.get(at[0], first + c, row, column);
          }
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionIsTheSumOfProducts(Case k) {
    Conv2d conv = new Conv2d(k.c(), k.o(), k.ky(), k.kx(), k.options(), true, generator);
    conv.to(DType.F64);
    Tensor x = random(k.n(), k.c(), k.h(), k.w());
    Tensor y = run(conv, x).value();
    int height = k.options().outputHeight(k.h(), k.ky());
    int width = k.options().outputWidth(k.w(), k.kx());
    assertArrayEquals(new int[] {k.n(), k.o(), height, width}, y.shape());
    double[] values = y.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      int[] at = {
        i / width / height / k.o(), i / width / height % k.o(), i / width % height, i % width
      };
      assertEquals(expected(k, x, conv, at), values[i], 1e-12, () -> Arrays.toString(at));
    }
  }

  @Test
  void anActivationFollowsInTheSamePassUnlessAGradientIsRecorded() {
    Conv2d conv = new Conv2d(4, 6, 3, Conv2dOptions.DEFAULT.withPadding(1), generator);
    Tensor x = Tensor.randn(generator, DType.F32, 1, 4, 9, 9);
    for (Module activation : new Module[] {new SiLU(), new ReLU(), new Identity(), new Mish()}) {
      Variable recorded = conv.forward(Variable.of(x), activation);
      assertTrue(recorded.requiresGrad());
      Variable direct = Autograd.noGrad(() -> conv.forward(Variable.of(x), activation));
      assertFalse(direct.requiresGrad());
      assertTrue(direct.value().allClose(recorded.value(), 1e-6, 1e-6), activation::toString);
    }
  }

  @Test
  void convolutionsOfGivenTensorsShareThem() {
    Tensor weight = Tensor.ones(2, 3, 1, 1);
    Conv2d conv = Conv2d.of(weight, Tensor.of(1f, 2f), Conv2dOptions.DEFAULT);
    assertSame(weight, conv.weight().value());
    assertArrayEquals(
        new float[] {4, 5}, run(conv, Tensor.ones(1, 3, 1, 1)).value().toFloatArray());
    assertThrows(
        ShapeException.class, () -> Conv2d.of(weight, Tensor.of(1f), Conv2dOptions.DEFAULT));
    assertThrows(
        ShapeException.class,
        () -> new Conv2d(3, 4, 1, Conv2dOptions.DEFAULT.withGroups(2), generator));
  }

  // ---- linear ---------------------------------------------------------------------------------

  @Test
  void linearMapsTheLastDimensionOfAnyRank() {
    Linear linear = new Linear(3, 2, generator);
    linear.to(DType.F64);
    for (int[] shape : new int[][] {{3}, {4, 3}, {2, 5, 3}, {0, 3}}) {
      Tensor x = random(shape);
      Tensor y = run(linear, x).value();
      int[] expectedShape = shape.clone();
      expectedShape[shape.length - 1] = 2;
      assertArrayEquals(expectedShape, y.shape());
      double[] in = x.toDoubleArray();
      double[] out = y.toDoubleArray();
      for (int i = 0; i < out.length; i++) {
        double sum = linear.bias().value().get(i % 2);
        for (int k = 0; k < 3; k++) {
          sum += in[i / 2 * 3 + k] * linear.weight().value().get(i % 2, k);
        }
        assertEquals(sum, out[i], 1e-13);
      }
    }
    assertFalse(new Linear(3, 2, false, generator).stateDict().containsKey("bias"));
  }

  // ---- activations ----------------------------------------------------------------------------

  private void assertElementwise(Module module, DoubleUnaryOperator f) {
    Tensor x = random(3, 17);
    double[] expected = Arrays.stream(x.toDoubleArray()).map(f).toArray();
    assertArrayEquals(expected, run(module, x).value().toDoubleArray(), 1e-12, module::toString);
  }

  @Test
  void activationsAreTheirFormulas() {
    DoubleUnaryOperator sigmoid = v -> 1 / (1 + Math.exp(-v));
    assertElementwise(new SiLU(), v -> v * sigmoid.applyAsDouble(v));
    assertElementwise(new ReLU(), v -> Math.max(v, 0));
    assertElementwise(new LeakyReLU(), v -> v > 0 ? v : 0.01 * v);
    assertElementwise(new LeakyReLU(0.25), v -> v > 0 ? v : 0.25 * v);
    assertElementwise(new Sigmoid(), sigmoid);
    assertElementwise(new Tanh(), Math::tanh);
    assertElementwise(new Hardswish(), v -> v * Math.min(Math.max(v + 3, 0), 6) / 6);
    assertElementwise(new Softplus(), v -> Math.log1p(Math.exp(v)));
    assertElementwise(new Mish(), v -> v * Math.tanh(Math.log1p(Math.exp(v))));
    assertElementwise(new GELU(), v -> v * normal(v));
    assertElementwise(new Identity(), v -> v);
  }

  /** The normal distribution function by the series of the error function. */
  private static double normal(double v) {
    double term = v;
    double sum = v;
    for (int k = 1; k < 200; k++) {
      term *= v * v / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void softmaxSumsToOneAlongItsDimension() {
    Tensor x = random(2, 3, 4);
    Tensor y = run(new Softmax(1), x).value();
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 4; k++) {
        int row = i;
        int column = k;
        double sum = IntStream.range(0, 3).mapToDouble(j -> Math.exp(x.get(row, j, column))).sum();
        for (int j = 0; j < 3; j++) {
          assertEquals(Math.exp(x.get(i, j, k)) / sum, y.get(i, j, k), 1e-14);
        }
      }
    }
  }

  // ---- pooling, padding, resizing -------------------------------------------------------------

  @Test
  void poolingTakesTheLargestOrTheMeanOfEachWindow() {
    Tensor x = random(2, 3, 7, 6);
    Pool2dOptions options = new Pool2dOptions(3, 2, 2, 1, 1, 0);
    Tensor largest = run(new MaxPool2d(options), x).value();
    Tensor mean = run(new AvgPool2d(options, true), x).value();
    Tensor inside = run(new AvgPool2d(options, false), x).value();
    assertArrayEquals(new int[] {2, 3, 4, 5}, largest.shape());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 5; j++) {
        int rows = Math.min(2 * i + 2, 7) - Math.max(2 * i - 1, 0);
        double[] window =
            x.select(0, 1)
                .select(0, 2)
                .narrow(0, Math.max(2 * i - 1, 0), rows)
                .narrow(1, j, 2)
                .toDoubleArray();
        assertEquals(Arrays.stream(window).max().getAsDouble(), largest.get(1, 2, i, j));
        assertEquals(Arrays.stream(window).sum() / 6, mean.get(1, 2, i, j), 1e-14);
        assertEquals(Arrays.stream(window).average().getAsDouble(), inside.get(1, 2, i, j), 1e-14);
      }
    }
  }

  @Test
  void adaptivePoolingCoversTheImageByCells() {
    Tensor x = random(1, 2, 7, 5);
    Tensor mean = run(new AdaptiveAvgPool2d(3, 2), x).value();
    Tensor largest = run(new AdaptiveMaxPool2d(3, 2), x).value();
    int[][] rows = {{0, 3}, {2, 5}, {4, 7}};
    int[][] columns = {{0, 3}, {2, 5}};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        double[] cell =
            x.select(0, 0)
                .select(0, 1)
                .slice(0, rows[i][0], rows[i][1])
                .slice(1, columns[j][0], columns[j][1])
                .toDoubleArray();
        assertEquals(Arrays.stream(cell).average().getAsDouble(), mean.get(0, 1, i, j), 1e-14);
        assertEquals(Arrays.stream(cell).max().getAsDouble(), largest.get(0, 1, i, j));
      }
    }
    assertArrayEquals(new int[] {1, 2, 1, 1}, run(new AdaptiveAvgPool2d(1), x).shape());
  }

  @Test
  void zerosSurroundAnImageInPyTorchsOrder() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    Tensor y = run(new ZeroPad2d(0, 1, 2, 0), x).value();
    assertArrayEquals(new int[] {1, 1, 4, 3}, y.shape());
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 2, 0, 3, 4, 0}, y.toFloatArray());
  }

  @Test
  void upsamplingRepeatsOrInterpolates() {
    Tensor x = Tensor.of(new double[] {0, 4, 8, 12}, 1, 1, 2, 2);
    Tensor nearest = run(Upsample.byFactor(2, Upsample.Mode.NEAREST), x).value();
    assertArrayEquals(
        new double[] {0, 0, 4, 4, 0, 0, 4, 4, 8, 8, 12, 12, 8, 8, 12, 12}, nearest.toDoubleArray());
    Tensor linear = run(Upsample.byFactor(2, Upsample.Mode.BILINEAR), x).value();
    assertArrayEquals(new double[] {0, 1, 3, 4}, linear.select(2, 0).toDoubleArray(), 1e-14);
    Tensor corners = run(Upsample.toSize(3, 3, Upsample.Mode.BILINEAR_ALIGN_CORNERS), x).value();
    assertArrayEquals(new double[] {0, 2, 4, 4, 6, 8, 8, 10, 12}, corners.toDoubleArray(), 1e-14);
    assertArrayEquals(
        new int[] {1, 1, 3, 3}, run(Upsample.byFactor(1.5, Upsample.Mode.NEAREST), x).shape());
    assertEquals(
        "Upsample(size=(3, 5), mode=bilinear)",
        Upsample.toSize(3, 5, Upsample.Mode.BILINEAR).toString());
    assertThrows(ShapeException.class, () -> Upsample.toSize(0, 3, Upsample.Mode.NEAREST));
    assertThrows(ShapeException.class, () -> Upsample.byFactor(0, Upsample.Mode.NEAREST));
  }

  @Test
  void flattenMergesAllButTheBatch() {
    assertArrayEquals(new int[] {2, 24}, run(new Flatten(), random(2, 2, 3, 4)).shape());
    assertArrayEquals(new int[] {2, 6, 4}, run(new Flatten(1, 2), random(2, 2, 3, 4)).shape());
  }

  // ---- dropout --------------------------------------------------------------------------------

  @Test
  void dropoutKeepsTheMeanInTrainingAndDoesNothingInEvaluation() {
    Tensor x = Tensor.ones(DType.F64, 100, 100);
    Dropout dropout = new Dropout(0.25, new Generator(1));
    Tensor y = run(dropout, x).value();
    long zeros = Arrays.stream(y.toDoubleArray()).filter(v -> v == 0).count();
    assertEquals(2500, zeros, 5 * Math.sqrt(10000 * 0.25 * 0.75));
    assertTrue(Arrays.stream(y.toDoubleArray()).allMatch(v -> v == 0 || v == 1 / 0.75));
    assertTrue(y.sameBits(run(new Dropout(0.25, new Generator(1)), x).value()));
    assertFalse(y.sameBits(run(dropout, x).value()), "another mask each time");

    Variable input = Variable.parameter(x);
    Variable output = new Dropout(0.5, new Generator(2)).forward(input);
    output.sum().backward();
    assertTrue(input.grad().value().sameBits(output.value()), "the same mask for the gradient");

    assertTrue(
        run(new Dropout(1, generator), x).value().sameBits(Tensor.zeros(DType.F64, 100, 100)));
    dropout.eval();
    Variable v = Variable.of(x);
    assertSame(v, dropout.forward(v));
    assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5, generator));
  }
}
