package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Special values, empty tensors, accuracy and errors of reductions. */
class ReductionEdgesTest {
  @Test
  void specialValues() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new float[][] {{1, nan, 3}, {inf, -inf, 0}, {-inf, -inf, -inf}});
    assertTrue(x.max(1).sameBits(Tensor.of(nan, inf, -inf)));
    assertTrue(x.min(1).sameBits(Tensor.of(nan, -inf, -inf)));
    assertTrue(x.sum(1).sameBits(Tensor.of(nan, nan, -inf)));
    assertTrue(x.argmax(1, false).sameBits(Tensor.of(1L, 0, 0)));
    assertTrue(x.argmin(1, false).sameBits(Tensor.of(1L, 1, 0)));
    assertTrue(x.logSumExp(new int[] {1}, false).sameBits(Tensor.of(nan, inf, -inf)));
    Tensor zeros = Tensor.of(-0f, 0f);
    assertTrue(zeros.max().sameBits(Tensor.scalar(DType.F32, 0f)));
    assertTrue(zeros.min().sameBits(Tensor.scalar(DType.F32, -0f)));
    assertEquals(0, zeros.argmax().item(), "equal numbers: the first");
    assertEquals(1, Tensor.of(1f, 2f, 2f).argmax().item());
    assertEquals(1, Tensor.of(1L, 0, 0).argmin().item());
    Tensor large = Tensor.of(1000f, 1001f);
    assertEquals(1001 + Math.log1p(Math.exp(-1)), large.logSumExp(new int[0], false).item(), 1e-4);
    assertEquals(1, large.softmax(0).sum().item(), 1e-6);
    Tensor masked = Tensor.of(0f, -inf).softmax(0);
    assertTrue(masked.sameBits(Tensor.of(1f, 0f)));
    assertTrue(Tensor.of(0f, -inf).logSoftmax(0).sameBits(Tensor.of(0f, -inf)));
  }

  @Test
  void emptyTensors() {
    Tensor empty = Tensor.zeros(0, 3);
    assertEquals(0, empty.sum().item());
    assertEquals(1, empty.prod().item());
    assertTrue(Double.isNaN(empty.mean().item()));
    assertTrue(empty.sum(0).sameBits(Tensor.zeros(3)));
    assertTrue(empty.prod(0).sameBits(Tensor.ones(3)));
    assertTrue(empty.sum(1).sameBits(Tensor.zeros(0)));
    assertTrue(empty.max(1).sameBits(Tensor.zeros(0)));
    assertTrue(empty.argmax(1, false).sameBits(Tensor.zeros(DType.I64, 0)));
    assertTrue(empty.softmax(0).sameBits(empty));
    assertTrue(empty.cumsum(0).sameBits(empty));
    assertEquals(-Double.POSITIVE_INFINITY, empty.logSumExp(new int[0], false).item());
    ShapeException thrown = assertThrows(ShapeException.class, () -> empty.max(0));
    assertEquals(
        "max: no elements to choose from along dimension 0 of shape [0, 3]", thrown.getMessage());
    assertThrows(ShapeException.class, () -> empty.argmin(0, true));
    assertThrows(ShapeException.class, empty::argmax);
  }

  @Test
  void sumsAreAccumulatedInDoublePrecision() {
    Tensor tenths = Tensor.full(DType.F32, 0.1f, 1_000_000);
    assertEquals((float) (0.1f * 1e6), (float) tenths.sum().item());
    assertEquals(0.1f, (float) tenths.mean().item());
    assertEquals((1L << 60) + 1, Tensor.of(1L << 60, 1).sum().getLong());
    assertEquals(1, Tensor.of(1e8f, 1f, -1e8f).sum().item());
    Tensor shifted = Tensor.of(10_000f, 10_001f, 10_002f);
    assertEquals((float) (2.0 / 3), (float) shifted.var(new int[0], 0, false).item());
    assertTrue(Double.isNaN(Tensor.of(1f).var(new int[0], 1, false).item()));
    assertEquals((float) 5e20, (float) Tensor.of(3e20f, 4e20f).norm().item());
  }

  @Test
  void errorsNameOperationAndDimension() {
    Tensor x = Tensor.zeros(2, 3);
    ShapeException range = assertThrows(ShapeException.class, () -> x.sum(2));
    assertEquals(
        "sum: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1", range.getMessage());
    ShapeException twice = assertThrows(ShapeException.class, () -> x.mean(1, -1));
    assertEquals("mean: [1, -1] names dimension 1 twice", twice.getMessage());
    ShapeException target = assertThrows(ShapeException.class, () -> x.sumTo(2, 2));
    assertEquals("sumTo: shape [2, 2] does not broadcast to [2, 3]", target.getMessage());
    assertThrows(ShapeException.class, () -> x.sumTo(1, 2, 3));
    assertThrows(ShapeException.class, () -> x.softmax(2));
    assertThrows(ShapeException.class, () -> x.cumsum(-3));
    assertThrows(ShapeException.class, () -> x.argmax(5, false));
    DTypeException bool = assertThrows(DTypeException.class, () -> x.any());
    assertEquals("any: takes BOOL tensors, not F32", bool.getMessage());
    Tensor half = Tensor.zeros(DType.BF16, 2);
    for (ReductionCases.Reduction reduction : ReductionCases.ALL) {
      assertThrows(
          DTypeException.class,
          () -> reduction.call().apply(half, new int[0], false),
          reduction.name());
    }
    assertThrows(DTypeException.class, () -> half.argmax());
    assertThrows(DTypeException.class, () -> half.cumsum(0));
    assertThrows(DTypeException.class, () -> half.softmax(0));
    assertThrows(DTypeException.class, () -> half.logSoftmax(0));
    assertThrows(DTypeException.class, () -> half.logSumExp(new int[0], true));
    assertThrows(DTypeException.class, () -> half.norm());
    assertThrows(DTypeException.class, () -> half.sumTo(1));
  }
}
