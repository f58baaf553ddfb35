package adjoint.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TensorArbitrariesTest {
  @Provide
  Arbitrary<int[][]> broadcasting() {
    return TensorArbitraries.broadcastingShapes();
  }

  @Provide
  Arbitrary<Tensor> regular() {
    return TensorArbitraries.wellConditionedMatrices(4);
  }

  @Provide
  Arbitrary<Tensor> definite() {
    return TensorArbitraries.positiveDefiniteMatrices(3);
  }

  @Property(tries = 100)
  void shapesKeepTheirBounds(
      @ForAll @Shape(minRank = 1, maxRank = 3, minSize = 0, maxSize = 2) int[] shape) {
    assertTrue(shape.length >= 1 && shape.length <= 3);
    assertTrue(Arrays.stream(shape).allMatch(size -> size >= 0 && size <= 2));
  }

  @Property(tries = 100)
  void shapesBroadcast(@ForAll("broadcasting") int[][] shapes) {
    Layout.broadcast("test", shapes[0], shapes[1]);
  }

  @Property(tries = 100)
  void elementsLieInTheInterval(@ForAll @RandomTensor(low = -1, high = 1, kinks = 0) Tensor x) {
    assertEquals(DType.F64, x.dtype());
    for (double element : x.toDoubleArray()) {
      assertTrue(Math.abs(element) > 0.05 && Math.abs(element) <= 1);
    }
  }

  @Property(tries = 30)
  void aShapeCanBeGiven(
      @ForAll
          @RandomTensor(
              shape = {2, 3},
              contiguous = true)
          Tensor x) {
    assertArrayEquals(new int[] {2, 3}, x.shape());
    assertTrue(x.isContiguous());
  }

  @Property(tries = 100)
  void anotherLayoutHoldsTheSameElements(@ForAll @RandomTensor Tensor x, @ForAll long seed) {
    Tensor scattered = Layouts.scattered(x, seed);
    assertTrue(scattered.sameBits(x));
    assertTrue(scattered.to(DType.F32).exp().sameBits(x.to(DType.F32).exp()));
  }

  @Example
  void layoutsAreMany() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      Layout layout = Layouts.scattered(x, seed).layout();
      seen.add(Arrays.toString(layout.strides()) + layout.offset());
    }
    assertTrue(seen.size() > 15, () -> "only " + seen);
  }

  @Example
  void integersHaveNoNan() {
    assertThrows(IllegalArgumentException.class, () -> Layouts.scattered(Tensor.of(1L, 2L), 0));
  }

  @Property(tries = 30)
  void wellConditionedMatricesCanBeInverted(@ForAll("regular") Tensor x) {
    Tensor product = x.matmul(x.inverse());
    assertTrue(product.allClose(Tensor.eye(DType.F64, 4), 0, 1e-12));
  }

  @Property(tries = 30)
  void positiveDefiniteMatricesHaveAFactor(@ForAll("definite") Tensor x) {
    Tensor factor = Variable.of(x).cholesky().value();
    assertTrue(factor.matmul(factor.t()).allClose(x, 0, 1e-12));
  }
}
