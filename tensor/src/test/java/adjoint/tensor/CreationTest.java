package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreationTest {
  @Test
  void arraysAreWrappedWithoutCopying() {
    float[] data = {1, 2, 3, 4, 5, 6};
    Tensor x = Tensor.of(data, 2, 3);
    assertSame(data, x.storage().floats());
    assertEquals(6, x.get(1, 2));
    double[] doubles = {1, 2};
    assertSame(doubles, Tensor.of(doubles).storage().doubles());
    long[] longs = {1, 2};
    assertSame(longs, Tensor.of(longs).storage().longs());
    int[] ints = {1, 2};
    assertSame(ints, Tensor.of(ints, 2).storage().ints());
    ShapeException thrown = assertThrows(ShapeException.class, () -> Tensor.of(data, 2, 2));
    assertEquals("tensor: shape [2, 2] needs 4 elements, the array has 6", thrown.getMessage());
  }

  @Test
  void rowsAreCopied() {
    float[][] rows = {{1, 2}, {3, 4}, {5, 6}};
    Tensor x = Tensor.of(rows);
    rows[0][0] = 9;
    assertArrayEquals(new int[] {3, 2}, x.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x.toFloatArray());
    assertEquals(DType.F64, Tensor.of(new double[][] {{1}, {2}}).dtype());
    assertArrayEquals(new int[] {0, 0}, Tensor.of(new float[0][]).shape());
    ShapeException thrown =
        assertThrows(ShapeException.class, () -> Tensor.of(new float[][] {{1}, {2, 3}}));
    assertEquals("tensor: row 1 has 2 elements, row 0 has 1", thrown.getMessage());
    assertThrows(ShapeException.class, () -> Tensor.of(new double[][] {{1, 2}, {}}));
  }

  @Test
  void booleans() {
    Tensor x = Tensor.of(true, false, true);
    assertEquals(DType.BOOL, x.dtype());
    assertArrayEquals(new double[] {1, 0, 1}, x.toDoubleArray());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void fullOfEveryType(DType dtype) {
    double one = Tensor.full(dtype, 1, 2, 3).get(1, 2);
    assertEquals(1, one);
    assertArrayEquals(new double[] {1, 1}, Tensor.ones(dtype, 2).toDoubleArray());
    assertArrayEquals(new double[] {0, 0}, Tensor.zeros(dtype, 2).toDoubleArray());
    assertEquals(0, Tensor.full(dtype, 1, 0, 3).elementCount());
    assertEquals(1, Tensor.scalar(dtype, 1).item());
    assertArrayEquals(new double[] {1, 0, 0, 1}, Tensor.eye(dtype, 2).toDoubleArray());
  }

  @Test
  void ranges() {
    assertArrayEquals(new long[] {0, 1, 2}, Tensor.arange(3).toLongArray());
    assertArrayEquals(new double[] {5, 3, 1}, Tensor.arange(DType.I32, 5, 0, -2).toDoubleArray());
    assertArrayEquals(
        new double[] {0, 0.25, 0.5, 0.75}, Tensor.arange(DType.F64, 0, 1, 0.25).toDoubleArray());
    assertEquals(0, Tensor.arange(DType.F32, 1, 0, 1).elementCount());
    assertThrows(IllegalArgumentException.class, () -> Tensor.arange(DType.F32, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Tensor.arange(DType.F32, 0, 1, 1e-12));
    assertThrows(IllegalArgumentException.class, () -> Tensor.arange(DType.F32, 0, Double.NaN, 1));
    assertArrayEquals(
        new double[] {0, 0.5, 1}, Tensor.linspace(DType.F64, 0, 1, 3).toDoubleArray());
    assertArrayEquals(new double[] {2}, Tensor.linspace(DType.F64, 2, 1, 1).toDoubleArray());
    assertEquals(0, Tensor.linspace(DType.F64, 2, 1, 0).elementCount());
    assertEquals(0.3, Tensor.linspace(DType.F64, 0.1, 0.3, 7).get(6));
  }

  @Test
  void uniformNumbers() {
    Tensor x = Tensor.rand(new Generator(3), DType.F32, 100, 1000);
    assertTrue(x.sameBits(Tensor.rand(new Generator(3), DType.F32, 100, 1000)));
    assertNotEquals(x.get(0, 0), Tensor.rand(new Generator(4), DType.F32, 1).get(0));
    assertTrue(x.min().item() >= 0);
    assertTrue(x.max().item() < 1);
    // Four standard deviations of the mean and of the variance of 100,000 numbers.
    assertEquals(0.5, x.mean().item(), 4 * Math.sqrt(1 / 12.0 / 1e5));
    assertEquals(1 / 12.0, x.var(new int[0], 0, false).item(), 4 * Math.sqrt(1 / 180.0 / 1e5));
    assertThrows(DTypeException.class, () -> Tensor.rand(new Generator(3), DType.I64, 1));
  }

  @Test
  void normalNumbers() {
    Tensor x = Tensor.randn(new Generator(3), DType.F64, 100_000);
    assertEquals(0, x.mean().item(), 4 / Math.sqrt(1e5));
    assertEquals(1, x.var(new int[0], 0, false).item(), 4 * Math.sqrt(2 / 1e5));
    assertEquals(0, x.pow(3).mean().item(), 4 * Math.sqrt(15 / 1e5));
    double outside = x.abs().gt(1.959964).to(DType.F64).mean().item();
    assertEquals(0.05, outside, 4 * Math.sqrt(0.05 * 0.95 / 1e5));
    assertThrows(DTypeException.class, () -> Tensor.randn(new Generator(3), DType.F16, 1));
  }

  @Test
  void elementAccessChecksTheIndex() {
    Tensor x = Tensor.of(new long[] {1, 2, 3, 4}, 2, 2).t();
    assertEquals(3, x.getLong(0, 1));
    x.set(7, 0, 1);
    assertEquals(7, x.get(0, 1));
    assertEquals(1, x.storage().version());
    ShapeException rank = assertThrows(ShapeException.class, () -> x.get(0));
    assertEquals(
        "element: index [0] has 1 entries, shape [2, 2] has 2 dimensions", rank.getMessage());
    ShapeException range = assertThrows(ShapeException.class, () -> x.get(0, 2));
    assertEquals(
        "element: index [0, 2] is out of range at dimension 1 of shape [2, 2]", range.getMessage());
    assertThrows(ShapeException.class, () -> x.get(-1, 0));
    assertThrows(ShapeException.class, x::item);
    assertEquals(2.5, Tensor.scalar(DType.F32, 2.5).get());
  }

  @Test
  void aLayoutMustStayInsideItsStorage() {
    Storage storage = Storage.allocate(DType.F32, 6);
    assertThrows(ShapeException.class, () -> Tensor.of(storage, Layout.contiguous(7)));
    Layout before = Layout.of(new int[] {2}, new int[] {-1}, 0);
    assertThrows(ShapeException.class, () -> Tensor.of(storage, before));
    assertThrows(ShapeException.class, () -> Tensor.zeros(-1));
    assertThrows(ShapeException.class, () -> Tensor.zeros(1 << 16, 1 << 16));
  }
}
