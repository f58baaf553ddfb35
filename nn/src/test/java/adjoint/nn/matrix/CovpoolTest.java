package adjoint.nn.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CovpoolTest {
  private static final GradCheck CHECK = GradCheck.standard().tolerance(1e-8, 1e-6);

  private static Tensor random(long seed, int... shape) {
    return Tensor.randn(new Generator(seed), DType.F64, shape);
  }

  /** Ibar, the M x M matrix of the formula. */
  private static double[][] literalCentring(int m) {
    double[][] ones = new double[m][m];
    for (double[] row : ones) {
      Arrays.fill(row, 1.0 / m);
    }
    return Matrices.times(1.0 / m, Matrices.add(Matrices.identity(m, 1), -1, ones));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "1, 3, 1, 1", "2, 3, 4, 5", "1, 4, 1, 7", "3, 1, 2, 2", "2, 6, 2, 3"})
  void equalsTheLiteralFormula(int n, int c, int h, int w) {
    Tensor x = random(n + c, n, c, h, w);
    Tensor g = random(h + w, n, c, c);
    Variable input = Variable.parameter(x);
    Variable sigma = new Covpool().apply(input);
    sigma.backward(Variable.of(g), false, false);
    Variable taped = Variable.parameter(x);
    Variable plain = PlainForward.covpool(taped);
    plain.backward(Variable.of(g), false, false);
    assertArrayEquals(new int[] {n, c, c}, sigma.shape());
    double[][] centring = literalCentring(h * w);
    for (int i = 0; i < n; i++) {
      double[][] matrix = Matrices.copy(x.select(0, i).reshape(c, h * w));
      double[][] incoming = Matrices.copy(g.select(0, i));
      double[][] xIbar = Matrices.multiply(matrix, centring);
      double[][] expected = Matrices.multiply(xIbar, Matrices.transpose(matrix)); // CP-F
      Matrices.assertClose(expected, sigma.value().select(0, i), 1e-13);
      Matrices.assertClose(expected, plain.value().select(0, i), 1e-13);
      double[][] sum = Matrices.add(incoming, 1, Matrices.transpose(incoming));
      double[][] gradient = Matrices.multiply(sum, xIbar); // CP-B
      Tensor own = input.grad().value().select(0, i).reshape(c, h * w);
      Matrices.assertClose(gradient, own, 1e-13);
      Tensor tape = taped.grad().value().select(0, i).reshape(c, h * w);
      Matrices.assertClose(gradient, tape, 1e-13);
    }
  }

  @Test
  void gradientNeedsGAndItsTranspose() {
    Tensor x = random(1, 1, 3, 2, 4);
    Tensor g = random(2, 1, 3, 3);
    Variable input = Variable.parameter(x);
    new Covpool().apply(input).backward(Variable.of(g), false, false);
    double[][] matrix = Matrices.copy(x.select(0, 0).reshape(3, 8));
    double[][] xIbar = Matrices.multiply(matrix, literalCentring(8));
    double[][] twice = Matrices.multiply(Matrices.times(2, Matrices.copy(g.select(0, 0))), xIbar);
    Tensor own = input.grad().value().select(0, 0).reshape(3, 8);
    assertTrue(Matrices.largestDifference(own, Tensor.of(twice)) > 0.01);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "2, 3, 2, 3", "1, 2, 5, 1", "3, 1, 2, 2"})
  void gradientsOfBothOrdersAreRight(int n, int c, int h, int w) {
    Tensor x = random(7, n, c, h, w);
    CHECK.check(v -> new Covpool().apply(v[0]), x);
    CHECK.checkSecondOrder(v -> new Covpool().apply(v[0]), x);
    CHECK.check(v -> new Covpool().apply(v[0]), x.transpose(2, 3));
  }

  @Test
  void covariancesAreSymmetricToTheLastBit() {
    Tensor x = random(3, 2, 9, 13, 11).to(DType.F32);
    Tensor sigma = new Covpool().apply(Variable.of(x)).value();
    assertTrue(sigma.sameBits(sigma.t().contiguous()));
  }

  @Test
  void largeMeanCostsFewDigits() {
    Tensor x = random(4, 1, 3, 8, 9).add(1000).to(DType.F32);
    Tensor single = new Covpool().apply(Variable.of(x)).value().to(DType.F64);
    Tensor exact = new Covpool().apply(Variable.of(x.to(DType.F64))).value();
    assertEquals(0, Matrices.largestDifference(single, exact), 1e-4);
  }

  @Test
  void manyPositionsNeedNoMatrixOfTheirSize() {
    // 90 000 x 90 000 numbers would not fit any array.
    Variable x = Variable.parameter(random(5, 1, 2, 300, 300).to(DType.F32));
    Variable sigma = new Covpool().apply(x);
    sigma.sum().backward();
    assertEquals(1, sigma.value().get(0, 1, 1), 0.02);
    assertArrayEquals(new int[] {1, 2, 300, 300}, x.grad().shape());
  }

  @Test
  void anyNumberOfPositionDimensions() {
    Tensor x = random(6, 2, 3, 20);
    Tensor sigma = new Covpool().apply(Variable.of(x)).value();
    assertTrue(sigma.sameBits(new Covpool().apply(Variable.of(x.reshape(2, 3, 4, 5))).value()));
    assertTrue(
        sigma.sameBits(
            Autograd.noGrad(
                () -> new Covpool().apply(Variable.of(x.reshape(2, 3, 2, 2, 5))).value())));
  }

  @Test
  void mistakesAreNamed() {
    Variable flat = Variable.of(Tensor.zeros(2, 3));
    assertEquals(
        "covpool: the input has shape [2, 3]; legal are batch x channels x positions, such as N x C"
            + " x H x W, with at least one position",
        assertThrows(ShapeException.class, () -> new Covpool().apply(flat)).getMessage());
    Variable empty = Variable.of(Tensor.zeros(2, 3, 0, 4));
    assertThrows(ShapeException.class, () -> new Covpool().apply(empty));
  }
}
