package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Operations that do not fit into the memory they may use are cut into pieces. */
@RequiresOpenCl
class MemoryTest {
  private static final long LIMIT = 62_000;

  private final OpenClBackend small = OpenClTests.backend(OpenClTests.settings(LIMIT));
  private final Generator random = new Generator(5);

  private void assertCut(int launches, long before, Tensor expected, Tensor actual) {
    long made = small.session().profile().launches() - before;
    assertTrue(made >= launches, made + " launches");
    assertTrue(small.session().bytes() <= LIMIT, small.session().bytes() + " bytes");
    assertTrue(expected.allClose(actual, 1e-4, 1e-4));
  }

  private long launches() {
    return small.session().profile().launches();
  }

  private void multiply(int stack, int rows, int inner, int columns) {
    Tensor a = Tensor.randn(random, DType.F32, stack, rows, inner);
    Tensor b = Tensor.randn(random, DType.F32, stack, columns, inner).transpose(1, 2);
    Tensor expected = Tensor.zeros(stack, rows, columns);
    Tensor actual = Tensor.zeros(stack, rows, columns);
    OpenClTests.CPU.matmul(a, b, expected);
    long before = launches();
    small.matmul(a, b, actual);
    assertCut(2, before, expected, actual);
  }

  @Test
  void productsAreCutIntoMatricesRowsAndColumns() {
    multiply(9, 40, 30, 50);
    multiply(1, 300, 40, 30);
    multiply(1, 30, 40, 300);
    multiply(3, 150, 20, 170);
  }

  private void convolve(int images, int channels, int outputs, int groups) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1).withGroups(groups);
    Tensor x = Tensor.randn(random, DType.F32, images, channels, 20, 21);
    Tensor weight = Tensor.randn(random, DType.F32, outputs, channels / groups, 3, 3);
    Tensor bias = Tensor.randn(random, DType.F32, outputs);
    Tensor gradient = Tensor.randn(random, DType.F32, images, outputs, 20, 21);
    Tensor[] expected = {
      Tensor.zeros(gradient.shape()), Tensor.zeros(x.shape()), Tensor.zeros(weight.shape())
    };
    Tensor[] actual = {
      Tensor.zeros(gradient.shape()), Tensor.zeros(x.shape()), Tensor.zeros(weight.shape())
    };
    OpenClTests.CPU.conv2d(x, weight, bias, options, Activation.SILU, expected[0]);
    OpenClTests.CPU.conv2dInputGradient(gradient, weight, options, expected[1]);
    OpenClTests.CPU.conv2dWeightGradient(gradient, x, options, expected[2]);
    long before = launches();
    small.conv2d(x, weight, bias, options, Activation.SILU, actual[0]);
    assertCut(2, before, expected[0], actual[0]);
    before = launches();
    small.conv2dInputGradient(gradient, weight, options, actual[1]);
    assertCut(2, before, expected[1], actual[1]);
    before = launches();
    small.conv2dWeightGradient(gradient, x, options, actual[2]);
    assertCut(2, before, expected[2], actual[2]);
  }

  @Test
  void convolutionsAreCutIntoImages() {
    convolve(4, 12, 14, 1);
  }

  @Test
  void aSingleImageIsCutIntoGroupsOrChannels() {
    convolve(1, 18, 36, 3);
    convolve(1, 24, 14, 1);
  }

  @Test
  void whatCannotBeCutIsLeftToTheProcessor() {
    Tensor a = Tensor.ones(DType.F32, 1, 1, 100_000);
    Tensor b = Tensor.ones(DType.F32, 1, 100_000, 1);
    Tensor out = Tensor.zeros(1, 1, 1);
    long before = launches();
    small.matmul(a, b, out);
    assertEquals(100_000, out.item());
    assertEquals(before, launches());
  }
}
