package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.backend.Parallel;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Inverses, systems, Cholesky and determinants by what they are defined by. */
class LinearAlgebraTest {
  private static final double DOUBLE = 1e-12;
  private static final double SINGLE = 2e-5;

  /** Diagonally dominant, so that no rounding error grows much. */
  private static Tensor dominant(Generator generator, DType dtype, int batch, int n) {
    Tensor random = Layouts.random(generator, DType.F64, batch, n, n);
    return random.add(Tensor.eye(DType.F64, n).mul(5 * n)).to(dtype);
  }

  private static void assertClose(Tensor expected, Tensor actual, double tolerance) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertEquals(expected.dtype(), actual.dtype());
    assertTrue(actual.allClose(expected, tolerance, tolerance), () -> expected + "\n" + actual);
  }

  @Property(tries = 100)
  void systemsOfAnyLayoutAreSolved(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int batch,
      @ForAll @IntRange(max = 12) int n,
      @ForAll @IntRange(max = 4) int columns,
      @ForAll long seed) {
    DType dtype = twofold ? DType.F64 : DType.F32;
    double tolerance = twofold ? DOUBLE : SINGLE;
    Generator generator = new Generator(seed);
    Tensor a = dominant(generator, dtype, batch, n);
    Tensor view = Layouts.scatter(a, seed);
    Tensor x = Layouts.random(generator, dtype, batch, n, columns);
    Tensor b = Layouts.scatter(a.matmul(x), seed + 1);
    assertClose(x, view.solve(b), tolerance);
    assertTrue(view.solve(b).sameBits(a.solve(b.copy())));
    Tensor identity = Tensor.eye(dtype, n).expand(batch, n, n);
    assertClose(identity, view.inverse().matmul(a), tolerance);
    Tensor lower = Tensor.arange(n).unsqueeze(1).ge(Tensor.arange(n));
    Tensor nan = Tensor.scalar(dtype, Double.NaN);
    Tensor zero = Tensor.scalar(dtype, 0);
    for (boolean upper : new boolean[] {false, true}) {
      Tensor part = upper ? lower.t() : lower;
      Tensor triangle = Tensor.where(part, a, zero);
      Tensor unread = Layouts.scatter(Tensor.where(part, a, nan), seed + 2);
      Tensor y = Layouts.scatter(triangle.matmul(x), seed + 3);
      assertClose(x, unread.solveTriangular(y, upper), tolerance);
    }
  }

  @Property(tries = 100)
  void choleskyFactorsTheSymmetricPart(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int batch,
      @ForAll @IntRange(max = 12) int n,
      @ForAll long seed) {
    DType dtype = twofold ? DType.F64 : DType.F32;
    Tensor a = dominant(new Generator(seed), dtype, batch, n);
    Tensor l = Layouts.scatter(a, seed).cholesky();
    assertClose(a.add(a.t()).mul(0.5), l.matmul(l.t()), twofold ? DOUBLE : SINGLE);
    Tensor above = Tensor.arange(n).unsqueeze(1).lt(Tensor.arange(n));
    assertEquals(0, Tensor.where(above, l, l.mul(0)).abs().sum().item());
    assertTrue(n * batch == 0 || l.diagonal().min().item() > 0);
  }

  @Test
  void rightSidesAreVectorsOrMatricesAndBatchesBroadcast() {
    Generator generator = new Generator(1);
    Tensor a = dominant(generator, DType.F64, 6, 4).reshape(2, 3, 4, 4);
    Tensor vector = Tensor.randn(generator, DType.F64, 4);
    Tensor x = a.solve(vector);
    assertArrayEquals(new int[] {2, 3, 4}, x.shape());
    assertClose(vector.expand(2, 3, 4), a.matmul(x.unsqueeze(-1)).squeeze(-1), DOUBLE);
    Tensor single = a.select(0, 0).select(0, 0);
    assertArrayEquals(new int[] {4}, single.solve(vector).shape());
    Tensor sides = Tensor.randn(generator, DType.F64, 2, 1, 4, 5);
    assertArrayEquals(new int[] {2, 3, 4, 5}, a.solve(sides).shape());
    assertClose(sides.expand(2, 3, 4, 5), a.matmul(a.solve(sides)), DOUBLE);
    assertClose(sides, single.matmul(single.solve(sides)), DOUBLE);
  }

  @Test
  void rowsAreExchangedWhereThePivotIsSmall() {
    Tensor a = Tensor.of(new double[] {1e-20, 1, 1, 1}, 2, 2);
    assertArrayEquals(new double[] {1, 1}, a.solve(Tensor.of(1.0, 2.0)).toDoubleArray(), 1e-15);
    assertArrayEquals(
        new double[] {0, 1, 1, 0},
        Tensor.of(new double[] {0, 1, 1, 0}, 2, 2).inverse().toDoubleArray());
  }

  @Test
  void determinantsOfKnownMatrices() {
    assertEquals(1, Tensor.zeros(DType.F64, 0, 0).determinant().item());
    assertEquals(-7, Tensor.of(new double[] {-7}, 1, 1).determinant().item());
    double[] vandermonde = new double[16];
    for (int i = 0; i < 16; i++) {
      vandermonde[i] = Math.pow(i / 4 + 1, i % 4);
    }
    // The product of all differences of 1, 2, 3, 4.
    assertEquals(12, Tensor.of(vandermonde, 4, 4).determinant().item(), 1e-13);
    Tensor cycle = Tensor.eye(DType.F64, 4).indexSelect(0, Tensor.of(1L, 2L, 3L, 0L));
    assertEquals(-1, cycle.determinant().item());
    Tensor both = Tensor.stack(List.of(cycle, cycle.mul(2)), 0);
    assertArrayEquals(new double[] {-1, -16}, both.determinant().toDoubleArray());
    assertArrayEquals(new double[] {-1, -1}, both.logDeterminant().sign().toDoubleArray());
    assertArrayEquals(
        new double[] {0, Math.log(16)}, both.logDeterminant().logarithm().toDoubleArray(), 1e-15);
    assertArrayEquals(
        new double[] {10, 0},
        Tensor.stack(
                List.of(Tensor.of(new double[] {3, 9, 9, 7}, 2, 2), Tensor.zeros(DType.F64, 2, 2)),
                0)
            .trace()
            .toDoubleArray());
  }

  @Test
  void determinantsThatOverflowHaveALogarithm() {
    Tensor large = Tensor.eye(DType.F64, 3).mul(-1e200);
    assertEquals(Double.NEGATIVE_INFINITY, large.determinant().item());
    assertEquals(-1, large.logDeterminant().sign().item());
    assertEquals(600 * Math.log(10), large.logDeterminant().logarithm().item(), 1e-10);
    Tensor half = Tensor.eye(DType.F32, 30).mul(1e-3);
    assertEquals(0, half.determinant().item());
    assertEquals(-90 * Math.log(10), half.logDeterminant().logarithm().item(), 1e-4);
  }

  @Test
  void singularMatricesHaveTheDeterminantZero() {
    // The other two pivots overflow, and 0 times infinity would be NaN.
    Tensor a = Tensor.of(new double[] {1e200, 0, 0, 0, 1e200, 0, 1, 2, 0}, 3, 3);
    assertEquals(0, a.determinant().item());
    assertEquals(0, a.logDeterminant().sign().item());
    assertEquals(Double.NEGATIVE_INFINITY, a.logDeterminant().logarithm().item());
    Tensor nan = Tensor.of(new double[] {0, 1, Double.NaN, 1}, 2, 2);
    assertTrue(Double.isNaN(nan.determinant().item()));
    assertTrue(Double.isNaN(nan.inverse().get(0, 0)));
  }

  @Test
  void bitsDoNotDependOnThreads() {
    Tensor a = dominant(new Generator(3), DType.F64, 9, 5);
    int threads = Parallel.threads();
    try {
      Parallel.setThreads(1);
      Tensor inverse = a.inverse();
      ValuesAndVectors eigen = a.symmetricEigen();
      Parallel.setThreads(3);
      assertTrue(inverse.sameBits(a.inverse()));
      assertTrue(eigen.values().sameBits(a.symmetricEigen().values()));
      assertTrue(eigen.vectors().sameBits(a.symmetricEigen().vectors()));
    } finally {
      Parallel.setThreads(threads);
    }
  }

  // ---- refusals -------------------------------------------------------------------------------

  private static void assertMessage(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void singularMatricesAreNamed() {
    Tensor singular = Tensor.of(new double[] {1, 2, 2, 4}, 2, 2);
    assertMessage(
        LinearAlgebraException.class,
        "inverse: the matrix of shape [2, 2] is singular: pivot 1 (counted from 0) is 0",
        singular::inverse);
    Tensor stack = Tensor.eye(DType.F64, 2).expand(2, 3, 2, 2).copy();
    stack.select(0, 1).select(0, 2).fill(0);
    assertMessage(
        LinearAlgebraException.class,
        "solve: matrix [1, 2] of the tensor of shape [2, 3, 2, 2] is singular: pivot 0 (counted"
            + " from 0) is 0",
        () -> stack.solve(Tensor.of(1.0, 2.0)));
    assertMessage(
        LinearAlgebraException.class,
        "solveTriangular: the matrix of shape [2, 2] is singular: element 1 (counted from 0) of its"
            + " diagonal is 0",
        () ->
            Tensor.of(new double[] {1, 2, 2, 0}, 2, 2).solveTriangular(Tensor.of(1.0, 2.0), false));
  }

  @Test
  void matricesThatAreNotPositiveDefiniteAreNamed() {
    Tensor stack = Tensor.eye(DType.F64, 2).expand(2, 2, 2).copy();
    stack.set(2, 1, 0, 1);
    stack.set(2, 1, 1, 0);
    assertMessage(
        LinearAlgebraException.class,
        "cholesky: matrix [1] of the tensor of shape [2, 2, 2] is not positive definite: pivot 1"
            + " (counted from 0) is -3.0, all must be above 0",
        stack::cholesky);
    assertThrows(LinearAlgebraException.class, () -> stack.mul(Double.NaN).cholesky());
    assertThrows(LinearAlgebraException.class, () -> Tensor.zeros(1, 1).cholesky());
  }

  @Test
  void shapesAndTypesAreChecked() {
    Tensor wide = Tensor.zeros(DType.F64, 4, 2, 3);
    assertMessage(
        ShapeException.class,
        "determinant: the matrices of shape [4, 2, 3] are not square: 2 rows (dimension 1) against"
            + " 3 columns (dimension 2)",
        wide::determinant);
    assertMessage(
        ShapeException.class,
        "inverse: a matrix needs two dimensions, got shape [3]; dimensions before the last two"
            + " count matrices",
        () -> Tensor.zeros(3).inverse());
    for (Executable call :
        List.<Executable>of(
            wide::trace,
            wide::inverse,
            wide::cholesky,
            wide::logDeterminant,
            wide::symmetricEigen,
            () -> wide.solve(Tensor.zeros(DType.F64, 3)),
            () -> wide.solveTriangular(Tensor.zeros(DType.F64, 2), true))) {
      assertThrows(ShapeException.class, call);
    }
    Tensor eye = Tensor.eye(DType.F64, 2).expand(3, 2, 2);
    assertMessage(
        ShapeException.class,
        "solve: the right side of shape [3, 4] does not fit matrices of shape [3, 2, 2]; legal are"
            + " [2] and [..., 2, columns]",
        () -> eye.solve(Tensor.zeros(DType.F64, 3, 4)));
    assertThrows(ShapeException.class, () -> eye.solve(Tensor.scalar(DType.F64, 1)));
    assertThrows(ShapeException.class, () -> eye.solve(Tensor.zeros(DType.F64, 4, 2, 1)));
    assertThrows(DTypeException.class, () -> eye.solve(Tensor.zeros(DType.F32, 2)));
    assertThrows(DTypeException.class, () -> eye.to(DType.I64).inverse());
    assertThrows(DTypeException.class, () -> eye.to(DType.I64).solve(Tensor.of(1L, 2L)));
  }
}
