package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertClose;
import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.ScalarBackend;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2dTest {
  private static final Backend SCALAR = new ScalarBackend();

  /** A convolution with its operands: x, weight, bias (or null) and dL/dy, of any layout. */
  record Problem(
      PlainLoops.Convolution geometry, Tensor x, Tensor weight, Tensor bias, Tensor gradient) {
    static Problem of(PlainLoops.Convolution geometry, DType dtype, long seed, boolean biased) {
      int[] outputs = {geometry.w()[0]};
      return new Problem(
          geometry,
          Layouts.sample(dtype, geometry.x(), seed).view(),
          Layouts.sample(dtype, geometry.w(), seed + 1).view(),
          biased ? Layouts.sample(dtype, outputs, seed + 2).view() : null,
          Layouts.sample(dtype, geometry.out(), seed + 3).view());
    }

    DType dtype() {
      return x.dtype();
    }

    double[] expected(DType precision) {
      double[] offsets = bias == null ? null : Layouts.elements(bias);
      return geometry.forward(precision, Layouts.elements(x), Layouts.elements(weight), offsets);
    }

    double[] expectedInputGradient(DType precision) {
      return geometry.inputGradient(
          precision, Layouts.elements(gradient), Layouts.elements(weight));
    }

    double[] expectedWeightGradient(DType precision) {
      return geometry.weightGradient(precision, Layouts.elements(gradient), Layouts.elements(x));
    }

    @Override
    public String toString() {
      return x.layout()
          + " | "
          + weight.layout()
          + " | "
          + (bias == null ? "no bias" : bias.layout())
          + " | "
          + geometry.options();
    }
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Arbitraries.longs().map(Conv2dTest::problem);
  }

  private static Problem problem(long seed) {
    Generator random = new Generator(seed);
    int groups = 1 + random.nextInt(3);
    int[] kernel = {1 + random.nextInt(4), 1 + random.nextInt(4)};
    Conv2dOptions options =
        new Conv2dOptions(
            1 + random.nextInt(3),
            1 + random.nextInt(3),
            random.nextInt(4),
            random.nextInt(4),
            1 + random.nextInt(3),
            1 + random.nextInt(3),
            groups);
    int[] weight = {groups * random.nextInt(4), random.nextInt(4), kernel[0], kernel[1]};
    int[] x = {
      random.nextInt(3),
      groups * weight[1],
      smallest(kernel[0], options.dilationY(), options.paddingY()) + random.nextInt(6),
      smallest(kernel[1], options.dilationX(), options.paddingX()) + random.nextInt(6)
    };
    DType dtype = random.nextInt(2) == 0 ? DType.F32 : DType.F64;
    PlainLoops.Convolution geometry = new PlainLoops.Convolution(x, weight, options);
    return Problem.of(geometry, dtype, random.nextLong(), random.nextInt(2) == 0);
  }

  private static int smallest(int kernel, int dilation, int padding) {
    return Math.max(0, dilation * (kernel - 1) + 1 - 2 * padding);
  }

  @Property(tries = 300)
  void isTheDefinition(@ForAll("problems") Problem p) {
    checkForward(p);
  }

  @Property(tries = 300)
  void gradientsAreTheDefinition(@ForAll("problems") Problem p) {
    checkGradients(p);
  }

  /** Sizes around the tiles of the backends: outputs, inputs per group, image, kernel, stride. */
  @ParameterizedTest
  @CsvSource({
    "70, 19, 27, 41, 3, 1, 1",
    "40, 9, 23, 61, 3, 2, 1",
    "17, 40, 24, 24, 1, 1, 1",
    "13, 6, 17, 19, 1, 1, 1",
    "24, 12, 35, 32, 1, 1, 2",
    "5, 4, 15, 17, 1, 1, 1",
    "6, 5, 16, 18, 1, 1, 1",
    "16, 3, 33, 64, 6, 2, 1",
    "20, 5, 30, 21, 4, 2, 1",
    "18, 17, 12, 21, 2, 3, 2",
    "530, 2, 3, 4, 2, 1, 1",
    "24, 1, 30, 31, 3, 1, 24"
  })
  void largeConvolutionsAreTheDefinition(
      int outputs, int inputs, int height, int width, int kernel, int stride, int groups) {
    Conv2dOptions options =
        Conv2dOptions.DEFAULT.withStride(stride).withPadding(kernel / 2).withGroups(groups);
    int[] x = {2, groups * inputs, height, width};
    int[] weight = {outputs, inputs, kernel, kernel};
    PlainLoops.Convolution geometry = new PlainLoops.Convolution(x, weight, options);
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      Problem p = Problem.of(geometry, dtype, outputs + height, true);
      checkForward(p);
      checkGradients(p);
    }
  }

  private static void checkForward(Problem p) {
    int[] shape = p.geometry.out();
    double[] expected = p.expected(p.dtype());
    Tensor y = p.x.conv2d(p.weight, p.bias, p.geometry.options());
    assertElements(expected, y, shape);
    assertClose(p.expected(DType.F64), y, p.dtype() == DType.F64 ? 1e-14 : 1e-5);
    Tensor scalar = Tensor.zeros(p.dtype(), shape);
    SCALAR.conv2d(p.x, p.weight, p.bias, p.geometry.options(), Activation.NONE, scalar);
    assertElements(expected, scalar, shape);
  }

  private static void checkGradients(Problem p) {
    Conv2dOptions options = p.geometry.options();
    int[] input = p.geometry.x();
    int[] weight = p.geometry.w();
    double tolerance = p.dtype() == DType.F64 ? 1e-14 : 1e-5;

    Tensor dx = p.gradient.conv2dInputGradient(p.weight, input, options);
    double[] expectedDx = p.expectedInputGradient(p.dtype());
    assertElements(expectedDx, dx, input);
    assertClose(p.expectedInputGradient(DType.F64), dx, tolerance);
    Tensor scalarDx = Tensor.zeros(p.dtype(), input);
    SCALAR.conv2dInputGradient(p.gradient, p.weight, options, scalarDx);
    assertElements(expectedDx, scalarDx, input);

    Tensor dw = p.gradient.conv2dWeightGradient(p.x, weight, options);
    double[] expectedDw = p.expectedWeightGradient(p.dtype());
    assertElements(expectedDw, dw, weight);
    assertClose(p.expectedWeightGradient(DType.F64), dw, tolerance);
    Tensor scalarDw = Tensor.zeros(p.dtype(), weight);
    SCALAR.conv2dWeightGradient(p.gradient, p.x, options, scalarDw);
    assertElements(expectedDw, scalarDw, weight);
  }

  /** {@code <conv(x), g> = <x, dx(g)> = <w, dw(g)>}: convolution is linear in x and in w. */
  @Property(tries = 100)
  void gradientsAreAdjoint(@ForAll("problems") Problem p) {
    Conv2dOptions options = p.geometry.options();
    Tensor x = p.x.to(DType.F64);
    Tensor weight = p.weight.to(DType.F64);
    Tensor gradient = p.gradient.to(DType.F64);
    double product = dot(x.conv2d(weight, null, options), gradient);
    Tensor dx = gradient.conv2dInputGradient(weight, p.geometry.x(), options);
    Tensor dw = gradient.conv2dWeightGradient(x, p.geometry.w(), options);
    assertEquals(product, dot(x, dx), 1e-10);
    assertEquals(product, dot(weight, dw), 1e-10);
  }

  static double dot(Tensor a, Tensor b) {
    assertTrue(Arrays.equals(a.shape(), b.shape()));
    double[] left = Layouts.elements(a);
    double[] right = Layouts.elements(b);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  @Property(tries = 60)
  void activationIsThatOfTheTensor(@ForAll("problems") Problem p) {
    Conv2dOptions options = p.geometry.options();
    Tensor y = p.x.conv2d(p.weight, p.bias, options);
    assertTrue(p.x.conv2d(p.weight, p.bias, options, Activation.NONE).sameBits(y));
    assertTrue(p.x.conv2d(p.weight, p.bias, options, Activation.RELU).sameBits(y.relu()));
    assertTrue(p.x.conv2d(p.weight, p.bias, options, Activation.SILU).sameBits(y.silu()));
  }

  @Test
  void zeroPaddingMeetsInfiniteWeightsAsTheFormulaSays() {
    Tensor x = Tensor.ones(1, 1, 1, 2);
    Tensor weight = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 1, 1}, 1, 1, 1, 3);
    Tensor y = x.conv2d(weight, null, Conv2dOptions.DEFAULT.withPadding(0, 1));
    assertElements(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, y, new int[] {1, 1, 1, 2});
  }

  @Test
  void messagesNameShapesAndDimensions() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    Tensor x = Tensor.zeros(1, 4, 5, 6);
    Tensor weight = Tensor.zeros(2, 4, 3, 3);
    assertShape(
        "conv2d: the input must have four dimensions, N x C x H x W, but has shape [4, 5, 6]",
        () -> Tensor.zeros(4, 5, 6).conv2d(weight, null, plain));
    assertShape(
        "conv2d: the weight must have shape O x C/groups x kernel height x kernel width with a"
            + " kernel of at least 1 x 1, but has [2, 4, 3]",
        () -> x.conv2d(Tensor.zeros(2, 4, 3), null, plain));
    assertShape(
        "conv2d: input [1, 4, 5, 6] has 4 channels, but weight [2, 3, 3, 3] with groups 1 needs 3",
        () -> x.conv2d(Tensor.zeros(2, 3, 3, 3), null, plain));
    assertShape(
        "conv2d: 3 output channels (weight [3, 2, 3, 3], dimension 0) do not divide into 2 groups",
        () -> x.conv2d(Tensor.zeros(3, 2, 3, 3), null, plain.withGroups(2)));
    assertShape(
        "conv2d: the input's height 5 with padding 0 is smaller than the kernel, which with"
            + " dilation 3 covers 7",
        () -> x.conv2d(weight, null, plain.withDilation(3)));
    assertShape(
        "conv2d: the input's width 6 with padding 0 is smaller than the kernel, which with"
            + " dilation 3 covers 7",
        () -> x.conv2d(weight, null, plain.withDilation(1, 3)));
    assertShape(
        "conv2d: the bias must have shape [2], one number per output channel of the weight"
            + " [2, 4, 3, 3], but has [4]",
        () -> x.conv2d(weight, Tensor.zeros(4), plain));
    assertShape(
        "conv2dInputGradient: the gradient must have the output's shape [1, 2, 3, 4], but has"
            + " [1, 2, 3, 3]",
        () -> Tensor.zeros(1, 2, 3, 3).conv2dInputGradient(weight, x.shape(), plain));
    assertShape(
        "conv2dWeightGradient: the gradient must have the output's shape [1, 2, 3, 4], but has"
            + " [1, 2, 4, 4]",
        () -> Tensor.zeros(1, 2, 4, 4).conv2dWeightGradient(x, weight.shape(), plain));
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }

  @Test
  void messagesNameTypes() {
    Tensor x = Tensor.zeros(1, 1, 2, 2);
    Tensor twofold = Tensor.zeros(DType.F64, 1, 1, 1, 1);
    Tensor weight = Tensor.zeros(1, 1, 1, 1);
    assertType(
        "conv2d: the input and the weight must have one type, but have F32 and F64",
        () -> x.conv2d(twofold, null, Conv2dOptions.DEFAULT));
    assertType(
        "conv2d: the input and the bias must have one type, but have F32 and F64",
        () -> x.conv2d(weight, Tensor.zeros(DType.F64, 1), Conv2dOptions.DEFAULT));
    assertType(
        "conv2d: F32 or F64 expected, got U8; convert with to(...) first",
        () -> Tensor.zeros(DType.U8, 1, 1, 2, 2).conv2d(weight, null, Conv2dOptions.DEFAULT));
    assertType(
        "conv2dWeightGradient: the gradient and the input must have one type, but have F32 and F64",
        () -> x.conv2dWeightGradient(twofold, weight.shape(), Conv2dOptions.DEFAULT));
  }

  private static void assertType(String message, Executable run) {
    assertEquals(message, assertThrows(DTypeException.class, run).getMessage());
  }
}
