package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvTranspose2dTest {
  private static final Conv2dOptions DOUBLING = Conv2dOptions.DEFAULT.withStride(2).withPadding(1);

  /** Every pixel adds its kernel: a single one shows it, an even image the sums. */
  @Test
  void everyPixelAddsItsKernel() {
    ConvTranspose2d layer = new ConvTranspose2d(1, 1, 3, DOUBLING, new Generator(1));
    layer.to(DType.F64);
    Tensor x = Tensor.zeros(DType.F64, 1, 1, 2, 2);
    x.set(1, 0, 0, 0, 1);
    Tensor y = layer.forward(Variable.of(x)).value();
    assertArrayEquals(new int[] {1, 1, 3, 3}, y.shape());
    double bias = layer.bias().value().item();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        // The pixel (0, 1) lies at (0, 2) less the padding, kernel element (1, 1) on it.
        boolean reached = i <= 1 && j >= 1;
        double expected = reached ? layer.weight().value().get(0, 0, i + 1, j - 1) : 0;
        assertEquals(expected + bias, y.get(0, 0, i, j), 1e-15);
      }
    }
  }

  @Test
  void outputPaddingDoublesTheSizeExactly() {
    ConvTranspose2d layer =
        new ConvTranspose2d(4, 6, 3, 3, DOUBLING.withGroups(2), 1, 1, false, new Generator(1));
    Tensor y = layer.forward(Variable.of(Tensor.ones(2, 4, 5, 7))).value();
    assertArrayEquals(new int[] {2, 6, 10, 14}, y.shape());
    assertEquals(
        "ConvTranspose2d(4, 6, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1),"
            + " output_padding=(1, 1), groups=2, bias=False)",
        layer.toString());
    assertArrayEquals(new int[] {4, 3, 3, 3}, layer.weight().shape());
    assertEquals(List.of("weight"), List.copyOf(layer.stateDict().keySet()));
  }

  @Test
  void initialValuesAreWithinPyTorchsBound() {
    ConvTranspose2d layer = new ConvTranspose2d(8, 4, 2, DOUBLING, new Generator(1));
    assertEquals(List.of("weight", "bias"), List.copyOf(layer.stateDict().keySet()));
    double bound = 1 / Math.sqrt(4 * 2 * 2);
    double largest = layer.weight().value().abs().max().item();
    assertTrue(largest <= bound && largest > 0.9 * bound, () -> largest + " of " + bound);
    assertTrue(layer.bias().value().abs().max().item() <= bound);
    Tensor zeros = new ConvTranspose2d(8, 4, 2, DOUBLING, null).weight().value();
    assertEquals(0, zeros.abs().max().item());
    assertEquals(DOUBLING, layer.options());
  }

  @Test
  void illegalArgumentsAreRefused() {
    Generator generator = new Generator(1);
    assertThrows(ShapeException.class, () -> new ConvTranspose2d(0, 1, 3, DOUBLING, generator));
    assertThrows(
        ShapeException.class,
        () -> new ConvTranspose2d(4, 3, 3, DOUBLING.withGroups(2), generator));
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () -> new ConvTranspose2d(1, 1, 3, 3, DOUBLING, 2, 0, true, generator));
    assertEquals(
        "convTranspose2d: output padding 2 x 0 must be from 0 to below the stride 2 x 2",
        error.getMessage());
  }
}
