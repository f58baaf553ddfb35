package adjoint.nn.attention;

import adjoint.nn.Module;
import adjoint.nn.ModuleGradients;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First and second derivatives by the input and every parameter. */
class AttentionGradientsTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  private static void check(Module module, int... shape) {
    Tensor x = Tensor.randn(new Generator(shape[0] + shape[2]), DType.F64, shape);
    ModuleGradients.check(module, x, 5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1, 1", "2, 4, 2, 3, 5", "1, 6, 3, 4, 2", "3, 4, 4, 1, 1"})
  void squeezeAndExcitation(int n, int c, int ratio, int h, int w) {
    check(new SE(c, c, ratio, new Generator(1)), n, c, h, w);
    check(new SELayer(c, ratio, new Generator(2)), n, c, h, w);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 2", "2, 3, 4, 3", "1, 2, 5, 1"})
  void simam(int n, int c, int h, int w) {
    check(new SimAM(), n, c, h, w);
    check(new SimAM(0.3), n, c, h, w);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 2, 3", "2, 4, 2, 3, 5", "1, 4, 1, 4, 2", "2, 3, 3, 1, 1", "1, 1, 1, 1, 1"})
  void soca(int n, int c, int reduction, int h, int w) {
    check(new SOCA(c, reduction, new Generator(3)), n, c, h, w);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 2, 2", "2, 3, 5, 4, 3", "3, 4, 2, 1, 1"})
  void attention2d(int n, int c, int kernels, int h, int w) {
    check(new Attention2d(c, 1, kernels, 4, new Generator(4)), n, c, h, w);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 1, true",
    "2, 4, 2, 3, 2, 1, true",
    "2, 4, 6, 3, 1, 2, false",
    "3, 3, 2, 2, 1, 1, true"
  })
  void dynamicConvolution(
      int n, int in, int out, int kernel, int stride, int groups, boolean bias) {
    Conv2dOptions options =
        PLAIN.withStride(stride).withGroups(groups).withPadding(kernel / 2).withDilation(groups);
    check(
        new DynamicConv2d(in, out, kernel, 1, options, bias, 3, 4, new Generator(5)), n, in, 4, 5);
  }
}
