package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.SortedValues;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Refusals and ties of transposed convolution, normalisation and sorting. */
class LayerArgumentsTest {
  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(ShapeException.class, call).getMessage());
  }

  private static Variable zeros(int... shape) {
    return Variable.of(Tensor.zeros(DType.F64, shape));
  }

  @Test
  void transposedConvolutionsHaveFittingShapes() {
    Conv2dOptions options = Conv2dOptions.DEFAULT.withStride(2).withPadding(1);
    Variable x = zeros(1, 4, 3, 3);
    assertMessage(
        "convTranspose2d: output padding 2 x 0 must be from 0 to below the stride 2 x 2",
        () -> x.convTranspose2d(zeros(4, 2, 3, 3), null, options, 2, 0));
    assertMessage(
        "convTranspose2d: output padding 0 x -1 must be from 0 to below the stride 2 x 2",
        () -> x.convTranspose2d(zeros(4, 2, 3, 3), null, options, 0, -1));
    assertMessage(
        "convTranspose2d: input [1, 4, 3, 3], weight [2, 4, 3, 3] and bias none do not fit; legal"
            + " are [N, C, H, W], [C, O / groups, rows, columns] and [O], C a multiple of 1 groups",
        () -> x.convTranspose2d(zeros(2, 4, 3, 3), null, options, 0, 0));
    assertThrows(
        ShapeException.class, () -> x.convTranspose2d(zeros(4, 2, 3, 3), zeros(3), options, 0, 0));
    assertThrows(
        ShapeException.class,
        () -> x.convTranspose2d(zeros(4, 2, 3, 3), null, options.withGroups(3), 0, 0));
    assertMessage(
        "convTranspose2d: input [1, 4, 1, 3] and kernel [4, 2, 1, 1] with padding 1 x 1 leave no"
            + " output: -1 x 3",
        () -> zeros(1, 4, 1, 3).convTranspose2d(zeros(4, 2, 1, 1), null, options, 0, 0));
  }

  @Test
  void aTransposedConvolutionMayGiveASinglePixel() {
    Conv2dOptions options = Conv2dOptions.DEFAULT.withStride(2).withPadding(1);
    Variable pixel = zeros(1, 4, 1, 1);
    assertArrayEquals(
        new int[] {1, 2, 1, 1},
        pixel.convTranspose2d(zeros(4, 2, 3, 3), null, options, 0, 0).shape());
    assertArrayEquals(
        new int[] {1, 2, 1, 1},
        pixel.convTranspose2d(zeros(4, 2, 2, 2), null, options, 1, 1).shape());
    assertMessage(
        "convTranspose2d: input [1, 4, 1, 1] and kernel [4, 2, 3, 2] with padding 1 x 1 leave no"
            + " output: 2 x 0",
        () -> pixel.convTranspose2d(zeros(4, 2, 3, 2), null, options, 1, 0));
    assertMessage(
        "convTranspose2d: output padding 0 x 2 must be from 0 to below the stride 2 x 2",
        () -> pixel.convTranspose2d(zeros(4, 2, 3, 3), null, options, 0, 2));
  }

  /** {@code <z * w, x> = <z, I(x, w)>}. */
  @Test
  void transposedConvolutionIsTheTransposeOfConvolution() {
    Generator generator = new Generator(4);
    Conv2dOptions options = Conv2dOptions.DEFAULT.withStride(3, 2).withPadding(1).withGroups(2);
    Tensor w = Tensor.randn(generator, DType.F64, 4, 3, 3, 2);
    Tensor z = Tensor.randn(generator, DType.F64, 2, 6, 9, 7);
    Tensor conv = z.conv2d(w, null, options);
    Tensor x = Tensor.randn(generator, DType.F64, conv.shape());
    // The rows and columns that the stride leaves over are the output padding.
    int rows = (9 + 2 - 3) % 3;
    int columns = (7 + 2 - 2) % 2;
    Variable y = Variable.of(x).convTranspose2d(Variable.of(w), null, options, rows, columns);
    assertArrayEquals(z.shape(), y.shape());
    assertEquals(conv.mul(x).sum().item(), z.mul(y.value()).sum().item(), 1e-10);
  }

  @Test
  void normalisationsHaveFittingShapes() {
    Variable x = zeros(2, 6, 4);
    assertMessage(
        "layerNorm: the input of shape [2, 6, 4] does not end in the sizes [6] of a sample, of"
            + " which there must be at least one",
        () -> x.layerNorm(new int[] {6}, null, null, 1e-5));
    assertThrows(ShapeException.class, () -> x.layerNorm(new int[] {}, null, null, 1e-5));
    assertThrows(ShapeException.class, () -> x.layerNorm(new int[] {1, 2, 6, 4}, null, null, 1e-5));
    assertMessage(
        "layerNorm: the weight must have shape [6, 4], but has [4]",
        () -> x.layerNorm(new int[] {6, 4}, zeros(4), null, 1e-5));
    assertMessage(
        "groupNorm: the channels (dimension 1) of the input of shape [2, 6, 4] do not divide into 4"
            + " groups",
        () -> x.groupNorm(4, null, null, 1e-5));
    assertThrows(ShapeException.class, () -> zeros(6).groupNorm(1, null, null, 1e-5));
    assertMessage(
        "groupNorm: the bias must have shape [6], but has [2]",
        () -> x.groupNorm(3, null, zeros(2), 1e-5));
  }

  @Test
  void equalValuesAreSortedStablyAndKeepTheirGradients() {
    Variable x = Variable.parameter(Tensor.of(2.0, 1.0, 2.0, 1.0));
    Variable gy = Variable.of(Tensor.of(10.0, 20.0, 30.0, 40.0));
    SortedValues sorted = x.sort(0, false);
    assertArrayEquals(new long[] {1, 3, 0, 2}, sorted.indices().toLongArray());
    Tensor ascending = Autograd.grad(sorted.values().mul(gy).sum(), x, false).value();
    assertArrayEquals(new double[] {30, 10, 40, 20}, ascending.toDoubleArray());
    SortedValues largest = x.topk(1, 0, true);
    assertArrayEquals(new long[] {0}, largest.indices().toLongArray());
    Tensor first = Autograd.grad(largest.values().sum(), x, false).value();
    assertArrayEquals(new double[] {1, 0, 0, 0}, first.toDoubleArray());
    assertTrue(
        Autograd.grad(x.topk(0, 0, true).values().sum(), x, false)
            .value()
            .sameBits(Tensor.zeros(DType.F64, 4)));
    assertThrows(ShapeException.class, () -> x.topk(5, 0, true));
  }
}
