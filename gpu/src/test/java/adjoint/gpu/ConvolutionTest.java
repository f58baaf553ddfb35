package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Convolution and its gradients on the device, against plain Java. */
@RequiresOpenCl
class ConvolutionTest {
  /** A problem: shapes and geometry. */
  record Problem(DType type, int[] x, int[] weight, Conv2dOptions options, long seed) {
    int[] y() {
      return new int[] {
        x[0], weight[0], options.outputHeight(x[2], weight[2]), options.outputWidth(x[3], weight[3])
      };
    }

    @Override
    public String toString() {
      return type
          + java.util.Arrays.toString(x)
          + " "
          + java.util.Arrays.toString(weight)
          + " "
          + options
          + " "
          + seed;
    }
  }

  @Provide
  Arbitrary<Problem> problems() {
    Arbitrary<int[]> sizes = Arbitraries.integers().between(1, 21).array(int[].class).ofSize(2);
    Arbitrary<int[]> channels = Arbitraries.integers().between(1, 40).array(int[].class).ofSize(2);
    Arbitrary<int[]> taps = Arbitraries.integers().between(1, 5).array(int[].class).ofSize(2);
    Arbitrary<int[]> strides = Arbitraries.integers().between(1, 3).array(int[].class).ofSize(4);
    Arbitrary<int[]> paddings = Arbitraries.integers().between(0, 3).array(int[].class).ofSize(2);
    Arbitrary<int[]> counts = Arbitraries.integers().between(1, 3).array(int[].class).ofSize(2);
    return Combinators.combine(
            sizes,
            channels,
            taps,
            strides,
            paddings,
            counts,
            Arbitraries.of(DType.F32, DType.F64),
            Arbitraries.longs().between(0, 1L << 40))
        .as(
            (size, channel, tap, stride, padding, count, type, seed) -> {
              int groups = count[1];
              int[] x = {count[0], channel[0] * groups, size[0], size[1]};
              int[] weight = {channel[1] * groups, channel[0], tap[0], tap[1]};
              Conv2dOptions options =
                  new Conv2dOptions(
                      stride[0], stride[1], padding[0], padding[1], stride[2], stride[3], groups);
              return new Problem(type, x, weight, options, seed);
            });
  }

  @Property(tries = 30)
  void forwardAgreesWithPlainJava(
      @ForAll("problems") Problem problem, @ForAll Activation activation, @ForAll boolean biased) {
    Assume.that(problem.y()[2] > 0 && problem.y()[3] > 0);
    forward(problem, activation, biased);
  }

  private static void forward(Problem problem, Activation activation, boolean biased) {
    Generator random = new Generator(problem.seed());
    Tensor x = Tensor.randn(random, problem.type(), problem.x());
    Tensor weight = Tensor.randn(random, problem.type(), problem.weight());
    Tensor bias = biased ? Tensor.randn(random, problem.type(), problem.weight()[0]) : null;
    Conv2dOptions options = problem.options();
    Tensor expected = Tensor.zeros(problem.type(), problem.y());
    Tensor actual = Tensor.zeros(problem.type(), problem.y());
    Tensor magnitudes = Tensor.zeros(problem.type(), problem.y());
    OpenClTests.CPU.conv2d(x, weight, bias, options, activation, expected);
    OpenClTests.CPU.conv2d(
        x.abs(),
        weight.abs(),
        bias == null ? null : bias.abs(),
        options,
        Activation.NONE,
        magnitudes);
    OpenClTests.onDevice(backend -> backend.conv2d(x, weight, bias, options, activation, actual));
    // The slope of an activation is below 1.1; exp and the division add a few units of the result.
    OpenClTests.assertClose("convolution", expected, actual, magnitudes, terms(weight) + 16);
  }

  private static long terms(Tensor weight) {
    return (long) weight.size(1) * weight.size(2) * weight.size(3);
  }

  @Property(tries = 30)
  void inputGradientsAgreeWithPlainJava(@ForAll("problems") Problem problem) {
    Assume.that(problem.y()[2] > 0 && problem.y()[3] > 0);
    Generator random = new Generator(problem.seed());
    Tensor gradient = Tensor.randn(random, problem.type(), problem.y());
    Tensor weight = Tensor.randn(random, problem.type(), problem.weight());
    Tensor expected = Tensor.zeros(problem.type(), problem.x());
    Tensor actual = Tensor.zeros(problem.type(), problem.x());
    Tensor magnitudes = Tensor.zeros(problem.type(), problem.x());
    Conv2dOptions options = problem.options();
    OpenClTests.CPU.conv2dInputGradient(gradient, weight, options, expected);
    OpenClTests.CPU.conv2dInputGradient(gradient.abs(), weight.abs(), options, magnitudes);
    OpenClTests.onDevice(backend -> backend.conv2dInputGradient(gradient, weight, options, actual));
    long terms = terms(weight) * weight.size(0);
    OpenClTests.assertClose("input gradient", expected, actual, magnitudes, terms);
  }

  @Property(tries = 30)
  void weightGradientsAgreeWithPlainJava(@ForAll("problems") Problem problem) {
    Assume.that(problem.y()[2] > 0 && problem.y()[3] > 0);
    weightGradient(problem);
  }

  private static void weightGradient(Problem problem) {
    Generator random = new Generator(problem.seed());
    Tensor gradient = Tensor.randn(random, problem.type(), problem.y());
    Tensor x = Tensor.randn(random, problem.type(), problem.x());
    Tensor expected = Tensor.zeros(problem.type(), problem.weight());
    Tensor actual = Tensor.zeros(problem.type(), problem.weight());
    Tensor magnitudes = Tensor.zeros(problem.type(), problem.weight());
    Conv2dOptions options = problem.options();
    OpenClTests.CPU.conv2dWeightGradient(gradient, x, options, expected);
    OpenClTests.CPU.conv2dWeightGradient(gradient.abs(), x.abs(), options, magnitudes);
    OpenClTests.onDevice(backend -> backend.conv2dWeightGradient(gradient, x, options, actual));
    long terms = (long) problem.y()[0] * problem.y()[2] * problem.y()[3];
    OpenClTests.assertClose("weight gradient", expected, actual, magnitudes, terms);
  }

  @Test
  void largerSumsAreCutIntoParts() {
    int[] x = {2, 3, 70, 65};
    int[] weight = {5, 3, 3, 3};
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1);
    weightGradient(new Problem(DType.F32, x, weight, options, 1));
    forward(new Problem(DType.F32, x, weight, options, 2), Activation.SILU, true);
  }

  @Test
  void aDepthwiseConvolutionHasOneGroupForEachChannel() {
    int[] x = {1, 33, 17, 13};
    int[] weight = {33, 1, 3, 3};
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1).withGroups(33);
    forward(new Problem(DType.F32, x, weight, options, 3), Activation.RELU, false);
    weightGradient(new Problem(DType.F32, x, weight, options, 4));
  }

  @Test
  void notANumberStaysOne() {
    Tensor x = Tensor.full(DType.F32, Double.NaN, 1, 1, 2, 2);
    Tensor weight = Tensor.ones(DType.F32, 1, 1, 1, 1);
    Tensor out = Tensor.zeros(DType.F32, 1, 1, 2, 2);
    OpenClTests.shared().conv2d(x, weight, null, Conv2dOptions.DEFAULT, Activation.RELU, out);
    assertTrue(Double.isNaN(out.get(0, 0, 1, 1)));
  }

  @Test
  void nothingToComputeIsLeftToTheProcessor() {
    Tensor out = Tensor.zeros(DType.F32, 0, 4, 2, 2);
    Tensor x = Tensor.zeros(DType.F32, 0, 3, 2, 2);
    Tensor weight = Tensor.ones(DType.F32, 4, 3, 1, 1);
    OpenClTests.shared().conv2d(x, weight, null, Conv2dOptions.DEFAULT, Activation.NONE, out);
    assertEquals(0, out.elementCount());
    Tensor none = Tensor.full(DType.F32, 0, 1, 2, 3);
    OpenClTests.shared().matmul(Tensor.zeros(1, 2, 0), Tensor.zeros(1, 0, 3), none);
    assertEquals(0, none.sum().item());
  }
}
