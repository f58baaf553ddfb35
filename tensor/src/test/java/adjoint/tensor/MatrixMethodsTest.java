package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertClose;
import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.backend.ScalarBackend;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixMethodsTest {
  private static DType type(boolean twofold) {
    return twofold ? DType.F64 : DType.F32;
  }

  @Property(tries = 150)
  void bmmOfAnyLayoutIsTheDefinition(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int batch,
      @ForAll @IntRange(max = 6) int m,
      @ForAll @IntRange(max = 20) int k,
      @ForAll @IntRange(max = 6) int n,
      @ForAll long seed) {
    DType dtype = type(twofold);
    Tensor a = Layouts.sample(dtype, new int[] {batch, m, k}, seed).view();
    Tensor b = Layouts.sample(dtype, new int[] {batch, k, n}, seed + 1).view();
    double[] expected =
        PlainLoops.matmul(dtype, Layouts.elements(a), Layouts.elements(b), batch, m, k, n);
    int[] shape = {batch, m, n};
    assertElements(expected, a.bmm(b), shape);
    assertElements(expected, scalar(a, b), shape);
    double[] exact =
        PlainLoops.matmul(DType.F64, Layouts.elements(a), Layouts.elements(b), batch, m, k, n);
    assertClose(exact, a.bmm(b), twofold ? 1e-14 : 1e-5);
    // In place, into the middle of something larger, which stays as it is around it.
    Tensor whole = Tensor.ones(dtype, batch, m + 2, n + 3);
    Tensor part = whole.narrow(1, 1, m).narrow(2, 2, n);
    assertTrue(part.assignBmm(a, b).contiguous().sameBits(a.bmm(b)));
    part.fill(1);
    assertTrue(whole.sameBits(Tensor.ones(dtype, batch, m + 2, n + 3)));
  }

  private static Tensor scalar(Tensor a, Tensor b) {
    Tensor out = Tensor.zeros(a.dtype(), a.size(0), a.size(1), b.size(2));
    new ScalarBackend().matmul(a, b, out);
    return out;
  }

  /** Sizes around the tiles of the backends, wide and narrow. */
  @ParameterizedTest
  @CsvSource({"70,40,600", "600,33,5", "1,100,700", "700,100,1", "130,17,130", "2,1,1100"})
  void largeProductsAreTheDefinition(int m, int k, int n) {
    Generator generator = new Generator(m + n);
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      Tensor a = Layouts.random(generator, dtype, 2, m, k);
      Tensor b = Layouts.scatter(Layouts.random(generator, dtype, 2, k, n), m);
      double[] expected =
          PlainLoops.matmul(dtype, Layouts.elements(a), Layouts.elements(b), 2, m, k, n);
      assertElements(expected, a.bmm(b), new int[] {2, m, n});
      assertElements(expected, scalar(a, b), new int[] {2, m, n});
    }
  }

  @Property(tries = 150)
  void matmulBroadcastsTheDimensionsBeforeTheLastTwo(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int outer,
      @ForAll @IntRange(max = 3) int inner,
      @ForAll boolean oneA,
      @ForAll boolean oneB,
      @ForAll @IntRange(max = 2) int leadB,
      @ForAll @IntRange(max = 4) int m,
      @ForAll @IntRange(max = 4) int k,
      @ForAll @IntRange(max = 4) int n,
      @ForAll long seed) {
    DType dtype = type(twofold);
    int[] shapeA = {oneA ? 1 : outer, inner, m, k};
    int[] shapeB =
        switch (leadB) {
          case 0 -> new int[] {k, n};
          case 1 -> new int[] {oneB ? 1 : inner, k, n};
          default -> new int[] {outer, oneB ? 1 : inner, k, n};
        };
    Tensor a = Layouts.sample(dtype, shapeA, seed).view();
    Tensor b = Layouts.sample(dtype, shapeB, seed + 1).view();
    int batch = leadB < 2 && oneA ? 1 : outer;
    int[] shape = {batch, inner, m, n};
    Layout left = a.layout().expand("test", batch, inner, m, k);
    Layout right = b.layout().expand("test", batch, inner, k, n);
    double[] expected =
        PlainLoops.matmul(
            dtype,
            Layouts.elements(Tensor.of(a.storage(), left)),
            Layouts.elements(Tensor.of(b.storage(), right)),
            batch * inner,
            m,
            k,
            n);
    assertElements(expected, a.matmul(b), shape);
  }

  @Property(tries = 100)
  void matmulOfVectorsDropsTheirDimension(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int batch,
      @ForAll @IntRange(max = 4) int k,
      @ForAll @IntRange(max = 4) int n,
      @ForAll long seed) {
    DType dtype = type(twofold);
    Tensor vector = Layouts.sample(dtype, new int[] {k}, seed).view();
    Tensor other = Layouts.sample(dtype, new int[] {k}, seed + 1).view();
    Tensor right = Layouts.sample(dtype, new int[] {batch, k, n}, seed + 2).view();
    Tensor left = Layouts.sample(dtype, new int[] {batch, n, k}, seed + 3).view();
    double[] v = Layouts.elements(vector);
    double[] repeated = new double[batch * k];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = v[i % k];
    }
    assertElements(
        PlainLoops.matmul(dtype, v, Layouts.elements(other), 1, 1, k, 1),
        vector.matmul(other),
        new int[0]);
    assertElements(
        PlainLoops.matmul(dtype, repeated, Layouts.elements(right), batch, 1, k, n),
        vector.matmul(right),
        new int[] {batch, n});
    assertElements(
        PlainLoops.matmul(dtype, Layouts.elements(left), repeated, batch, n, k, 1),
        left.matmul(vector),
        new int[] {batch, n});
  }

  @Test
  void emptyInnerDimensionGivesZeros() {
    assertArrayEquals(
        new double[6], Layouts.elements(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3))));
  }

  @Test
  void resultsAreNewTensors() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor product = a.matmul(a);
    product.set(100, 0, 0);
    assertEquals(1, a.get(0, 0));
    assertTrue(product.isContiguous());
  }

  @Test
  void messagesNameTheShapes() {
    assertShape(
        "matmul: inner sizes differ for shapes [2, 3] and [4, 5]: the left operand's last dimension"
            + " is 3, the right one's last but one is 4",
        () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4, 5)));
    assertShape(
        "matmul: inner sizes differ for shapes [2, 3] and [4]: the left operand's last dimension is"
            + " 3, the right one's only dimension is 4",
        () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4)));
    assertShape(
        "matmul: operands need at least one dimension, got shapes [] and [4]",
        () -> Tensor.zeros().matmul(Tensor.zeros(4)));
    assertShape(
        "matmul (dimensions before the last two): shapes [2] and [3] do not broadcast at dimension"
            + " 0 of the result (2 against 3; they must be equal, or one of them 1)",
        () -> Tensor.zeros(2, 1, 1).matmul(Tensor.zeros(3, 1, 1)));
    assertShape(
        "bmm: operands must be stacks (b, m, k) and (b, k, n) of equal length, got shapes [2, 1, 1]"
            + " and [3, 1, 1]",
        () -> Tensor.zeros(2, 1, 1).bmm(Tensor.zeros(3, 1, 1)));
    assertShape(
        "bmm: inner sizes differ for shapes [2, 1, 3] and [2, 1, 1]: the left operand's last"
            + " dimension is 3, the right one's last but one is 1",
        () -> Tensor.zeros(2, 1, 3).bmm(Tensor.zeros(2, 1, 1)));
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }

  @Test
  void messagesNameTheTypes() {
    Tensor x = Tensor.zeros(2, 2);
    assertEquals(
        "matmul: the left and the right operand must have one type, but have F32 and F64",
        assertThrows(DTypeException.class, () -> x.matmul(Tensor.zeros(DType.F64, 2, 2)))
            .getMessage());
    Tensor integers = Tensor.zeros(DType.I64, 2, 2);
    assertEquals(
        "matmul: F32 or F64 expected, got I64; convert with to(...) first",
        assertThrows(DTypeException.class, () -> integers.matmul(integers)).getMessage());
    Tensor half = Tensor.zeros(DType.F16, 2, 2, 2);
    assertEquals(
        "bmm: F16 is a type for files; convert with to(DType.F32) first",
        assertThrows(DTypeException.class, () -> half.bmm(half)).getMessage());
  }

  @Test
  void productInPlaceRefusesWhatDoesNotFit() {
    Tensor a = Tensor.ones(2, 3, 4);
    Tensor b = Tensor.ones(2, 4, 5);
    assertThrows(ShapeException.class, () -> Tensor.zeros(2, 5, 3).assignBmm(a, b));
    assertThrows(ShapeException.class, () -> Tensor.zeros(DType.F64, 2, 3, 5).assignBmm(a, b));
    Tensor square = Tensor.ones(2, 3, 3);
    assertThrows(IllegalArgumentException.class, () -> square.assignBmm(square, square));
  }
}
