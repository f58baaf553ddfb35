package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  /** Checks what defines the decomposition, with errors relative to the largest element. */
  private static void assertDecomposes(Tensor x, double tolerance) {
    ValuesAndVectors eigen = x.symmetricEigen();
    int n = x.size(-1);
    Tensor w = eigen.values();
    Tensor v = eigen.vectors();
    Tensor symmetric = x.mul(0.5).add(x.mul(0.5).t());
    Tensor again = v.mul(w.unsqueeze(-2)).matmul(v.t());
    double scale = x.elementCount() == 0 ? 1 : symmetric.abs().max().item();
    assertTrue(again.allClose(symmetric, 0, tolerance * scale), () -> symmetric + "\n" + again);
    Tensor identity = Tensor.eye(x.dtype(), n).expand(v.shape());
    assertTrue(v.t().matmul(v).allClose(identity, 0, tolerance));
    if (n > 1 && w.elementCount() > 0) {
      assertTrue(w.slice(-1, 1, n).ge(w.slice(-1, 0, n - 1)).all().item() != 0);
    }
    if (v.elementCount() > 0) {
      Tensor lowest = v.min(-2);
      Tensor largest = v.abs().max(-2);
      assertTrue(lowest.ge(largest.neg()).all().item() != 0);
      assertTrue(v.max(-2).ge(largest.mul(1 - 2e-6)).all().item() != 0, v::toString);
    }
  }

  @Property(tries = 150)
  void randomMatricesOfAnyLayout(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 3) int batch,
      @ForAll @IntRange(max = 10) int n,
      @ForAll long seed) {
    DType dtype = twofold ? DType.F64 : DType.F32;
    Tensor x = Layouts.sample(dtype, new int[] {batch, n, n}, seed).view();
    assertDecomposes(x, twofold ? 2e-14 : 5e-6);
    assertTrue(x.symmetricEigen().vectors().sameBits(x.copy().symmetricEigen().vectors()));
  }

  /** The second differences of n points: 2 - 2 cos(k pi / (n + 1)). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60})
  void knownEigenvalues(int n) {
    Tensor x = Tensor.eye(DType.F64, n).mul(2);
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        x.set(-1, i, i - 1);
        x.set(-1, i - 1, i);
      }
      expected[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (n + 1));
    }
    assertArrayEquals(expected, x.symmetricEigen().values().toDoubleArray(), 1e-14);
    assertDecomposes(x, 1e-14);
  }

  @Test
  void equalEigenvaluesHaveSomeBasis() {
    Tensor projection = Tensor.ones(DType.F64, 5, 5);
    assertDecomposes(projection, 1e-14);
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 5}, projection.symmetricEigen().values().toDoubleArray(), 1e-14);
    assertDecomposes(Tensor.eye(DType.F64, 4), 0);
    assertDecomposes(Tensor.zeros(DType.F64, 3, 3), 0);
  }

  @Test
  void magnitudesNearTheEndsOfTheRange() {
    Tensor x = Tensor.of(new double[] {1, 1.5, 1.5, -1}, 2, 2);
    double root = Math.sqrt(3.25);
    for (double scale : new double[] {9e307, 1e-300}) {
      double[] values = x.mul(scale).symmetricEigen().values().mul(1 / scale).toDoubleArray();
      assertArrayEquals(new double[] {-root, root}, values, 1e-14, "scale " + scale);
    }
  }

  /** Both components are as large: the first one decides, whichever rounding makes larger. */
  @Test
  void theSignOfAVectorIsFixed() {
    Tensor v = Tensor.of(new double[] {2, 1, 1, 2}, 2, 2).symmetricEigen().vectors();
    double half = Math.sqrt(0.5);
    assertArrayEquals(new double[] {half, half, -half, half}, v.toDoubleArray(), 1e-15);
  }

  @Test
  void elementsThatAreNotFiniteAreRefused() {
    Tensor x = Tensor.eye(DType.F64, 2).expand(3, 2, 2).copy();
    x.set(Double.NaN, 2, 0, 1);
    LinearAlgebraException error = assertThrows(LinearAlgebraException.class, x::symmetricEigen);
    assertEquals(
        "symmetricEigen: matrix [2] of the tensor of shape [3, 2, 2] has an element that is not"
            + " finite",
        error.getMessage());
  }
}
