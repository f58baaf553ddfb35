package adjoint.nn.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Expression;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.nn.matrix.PlainSqrtm.Slip;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqrtmTest {
  private static final GradCheck CHECK = GradCheck.standard().tolerance(1e-7, 1e-6);

  private static Tensor gradient(Expression f, Tensor x, Tensor g) {
    Variable input = Variable.parameter(x);
    f.apply(input).backward(Variable.of(g), false, false);
    return input.grad().value();
  }

  private static Expression sqrtm(int iterations) {
    return x -> new Sqrtm(iterations).apply(x[0]);
  }

  private static Tensor random(long seed, int... shape) {
    return Tensor.randn(new Generator(seed), DType.F64, shape);
  }

  // ---- three ways to the same gradient --------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void paperTapeAndDifferencesAgree(int n) {
    Tensor sigma = Matrices.positive(new Generator(n), 2, 5);
    Tensor g = random(100 + n, 2, 5, 5);
    Tensor paper = gradient(sqrtm(n), sigma, g);
    Tensor tape = gradient(x -> PlainForward.sqrtm(x[0], n), sigma, g);
    assertEquals(0, Matrices.largestDifference(paper, tape), 1e-12, "paper and tape");
    for (int i = 0; i < 2; i++) {
      PlainSqrtm plain = new PlainSqrtm(Matrices.copy(sigma.select(0, i)), n);
      double[][] expected = plain.gradient(Matrices.copy(g.select(0, i)), Slip.NONE);
      Matrices.assertClose(expected, paper.select(0, i), 1e-12);
      Tensor root = new Sqrtm(n).apply(Variable.of(sigma)).value();
      Matrices.assertClose(plain.root(), root.select(0, i), 1e-12);
    }
    // Each row of the Jacobian has its own incoming gradient, one that is not symmetric.
    CHECK.check(sqrtm(n), sigma);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 3", "2, 1, 4", "3, 2, 3", "5, 1, 2", "7, 1, 3"})
  void secondDerivativesAreRight(int iterations, int n, int c) {
    CHECK.checkSecondOrder(sqrtm(iterations), Matrices.positive(new Generator(c), n, c));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void secondDerivativesOfTheRootOfCovariancesEqualTheTape(int n) {
    Variable x = Variable.of(random(n, 2, 3, 4, 2));
    Variable v = Variable.of(random(n + 1, 2, 3, 4, 2));
    Variable w = Variable.of(random(n + 2, 2, 3, 3));
    Tensor paper =
        Autograd.hvp(z -> new Sqrtm(n).apply(new Covpool().apply(z)).mul(w).sum(), x, v).value();
    Tensor tape =
        Autograd.hvp(z -> PlainForward.sqrtm(PlainForward.covpool(z), n).mul(w).sum(), x, v)
            .value();
    assertEquals(0, Matrices.largestDifference(paper, tape), 1e-11);
  }

  @Test
  void symmetricGradientGivesSymmetricGradient() {
    Tensor sigma = Matrices.positive(new Generator(1), 1, 6);
    Tensor g = random(2, 1, 6, 6);
    Tensor result = gradient(sqrtm(5), sigma, g.add(g.t()));
    assertEquals(0, Matrices.largestDifference(result, result.t()), 1e-13);
  }

  @Test
  void manyStepsGiveTheSquareRoot() {
    Tensor sigma = Matrices.positive(new Generator(7), 3, 4).add(Tensor.eye(DType.F64, 4));
    Tensor root = new Sqrtm(20).apply(Variable.of(sigma)).value();
    assertEquals(0, Matrices.largestDifference(root.bmm(root), sigma), 1e-11);
  }

  // ---- published slips ------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(Slip.class)
  void slipsAreFoundAtAnyN(Slip slip) {
    for (int n : new int[] {1, 2, 3, 5, 7}) {
      boolean present = slip != Slip.NONE && (slip != Slip.UNSCALED_FIRST_STEP || n == 1);
      double error = Slips.error(slip, n, false);
      assertTrue(present ? error > 1e-3 : error < 1e-12, slip + ", N = " + n + ": " + error);
    }
  }

  @Test
  void transposedGradientGoesUnnoticedWhereGIsSymmetric() {
    assertEquals(0, Slips.error(Slip.TRANSPOSED, 5, true), 1e-12);
    assertTrue(Slips.error(Slip.DIAGONAL_SUBTRACTED, 5, true) > 1e-3);
  }

  @Test
  void transposedGradientGoesUnnoticedBehindCovpool() {
    Tensor x = random(5, 1, 4, 3, 5);
    Tensor g = random(6, 1, 4, 4);
    Tensor right = gradient(v -> new Sqrtm(5).apply(new Covpool().apply(v[0])), x, g);
    Tensor sigma = new Covpool().apply(Variable.of(x)).value();
    double[][] slipped =
        new PlainSqrtm(Matrices.copy(sigma.select(0, 0)), 5)
            .gradient(Matrices.copy(g.select(0, 0)), Slip.TRANSPOSED);
    Tensor behind = gradient(v -> new Covpool().apply(v[0]), x, Tensor.of(slipped).unsqueeze(0));
    assertEquals(0, Matrices.largestDifference(right, behind), 1e-12);
  }

  // ---- small and zero traces ------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void zeroMatrixHasRootAndGradientZero(int n) {
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      Tensor other = Matrices.positive(new Generator(n), 1, 3).to(dtype);
      Tensor g = random(8, 1, 3, 3).to(dtype);
      Tensor sigma = Tensor.concat(List.of(Tensor.zeros(dtype, 1, 3, 3), other), 0);
      Variable x = Variable.parameter(sigma);
      Variable root = new Sqrtm(n).apply(x);
      root.backward(Variable.of(Tensor.concat(List.of(g, g), 0)), false, false);
      Tensor zeros = Tensor.zeros(dtype, 3, 3);
      assertTrue(root.value().select(0, 0).eq(zeros).all().item() == 1);
      assertTrue(x.grad().value().select(0, 0).eq(zeros).all().item() == 1);
      // The other matrix of the stack has the bits that it has alone.
      Tensor alone = new Sqrtm(n).apply(Variable.of(other)).value();
      assertTrue(root.value().select(0, 1).sameBits(alone.select(0, 0)));
      Tensor aloneGradient = gradient(sqrtm(n), other, g);
      assertTrue(x.grad().value().select(0, 1).sameBits(aloneGradient.select(0, 0)));
    }
  }

  @Test
  void zeroMatrixHasSecondDerivativeZero() {
    Variable x = Variable.of(Tensor.zeros(DType.F64, 2, 3, 3));
    Variable v = Variable.of(random(9, 2, 3, 3));
    Tensor product = Autograd.hvp(z -> new Sqrtm(5).apply(z).square().sum(), x, v).value();
    assertEquals(0, product.abs().max().item());
  }

  @Test
  void constantMapMovesNothing() {
    Tensor x = random(10, 2, 3, 4, 5).to(DType.F32);
    x.select(0, 0).fill(0.7);
    Variable input = Variable.parameter(x);
    Variable root = new Sqrtm(5).apply(new Covpool().apply(input));
    root.square().sum().add(root.sum()).backward();
    assertEquals(0, input.grad().value().select(0, 0).abs().max().item());
    assertTrue(input.grad().value().isFinite().all().item() == 1);
    assertTrue(input.grad().value().select(0, 1).abs().max().item() > 0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, -30, -3, 0, 2, 20, 58})
  void scalingIsExactWhereverTheTraceHasAReciprocal(int exponent) {
    // For a power s of 2: C(s^2 Sigma) = s C(Sigma), and the gradient is that over s; no rounding
    // differs. Nothing is added to t, then; and t^2, which would underflow, does not occur.
    double s = Math.scalb(1.0, exponent);
    Tensor sigma = Matrices.positive(new Generator(11), 2, 4).to(DType.F32);
    Tensor g = random(12, 2, 4, 4).to(DType.F32);
    Tensor root = new Sqrtm(5).apply(Variable.of(sigma)).value();
    Tensor scaled = new Sqrtm(5).apply(Variable.of(sigma.mul(s * s))).value();
    assertTrue(scaled.sameBits(root.mul(s)));
    Tensor expected = gradient(sqrtm(5), sigma, g).mul(1 / s);
    assertTrue(gradient(sqrtm(5), sigma.mul(s * s), g).sameBits(expected));
  }

  @Test
  void traceWithoutReciprocalCountsAsZero() {
    Tensor sigma = Tensor.full(DType.F32, Float.MIN_NORMAL / 4, 1, 2, 2);
    Tensor g = Tensor.ones(DType.F32, 1, 2, 2);
    assertEquals(0, new Sqrtm(3).apply(Variable.of(sigma)).value().abs().max().item());
    assertEquals(0, gradient(sqrtm(3), sigma, g).abs().max().item());
    Tensor least = sigma.mul(2); // the trace is the smallest normal number
    assertTrue(new Sqrtm(3).apply(Variable.of(least)).value().get(0, 0, 0) > 0);
    assertTrue(gradient(sqrtm(3), least, g).isFinite().all().item() == 1);
  }

  @Test
  void nanIsNotHidden() {
    Tensor sigma = Tensor.full(DType.F32, Double.NaN, 1, 2, 2);
    assertFalse(new Sqrtm(2).apply(Variable.of(sigma)).value().isFinite().any().item() == 1);
  }

  // ---- errors ---------------------------------------------------------------------------------

  @Test
  void mistakesAreNamed() {
    assertEquals(
        "sqrtm: 0 iterations; legal are numbers from 1 on",
        assertThrows(IllegalArgumentException.class, () -> new Sqrtm(0)).getMessage());
    Variable oblong = Variable.of(Tensor.zeros(2, 3, 4));
    assertEquals(
        "sqrtm: the input has shape [2, 3, 4]; legal are stacks of square matrices, N x C x C",
        assertThrows(ShapeException.class, () -> new Sqrtm(1).apply(oblong)).getMessage());
    Variable negative = Variable.of(Tensor.eye(DType.F64, 2).neg().unsqueeze(0));
    assertEquals(
        "sqrtm: matrix 0 has the trace -2.0; legal are positive semi-definite matrices, whose trace"
            + " is at least 0",
        assertThrows(IllegalArgumentException.class, () -> new Sqrtm(1).apply(negative))
            .getMessage());
  }
}
