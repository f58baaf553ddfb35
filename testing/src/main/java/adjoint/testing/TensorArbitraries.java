package adjoint.testing;

import adjoint.autograd.catalog.Domain;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Random shapes, tensors and layouts for jqwik properties, small enough for gradient checks. They
 * shrink to small shapes and to the row-major layout.
 */
public final class TensorArbitraries {
  private TensorArbitraries() {}

  /** Shapes of up to four dimensions with sizes from 1 to 5. */
  public static Arbitrary<int[]> shapes() {
    return shapes(0, 4, 1, 5);
  }

  /** Shapes of so many dimensions with sizes of so much. */
  public static Arbitrary<int[]> shapes(int minRank, int maxRank, int minSize, int maxSize) {
    return Arbitraries.integers()
        .between(minSize, maxSize)
        .array(int[].class)
        .ofMinSize(minRank)
        .ofMaxSize(maxRank);
  }

  /** Two shapes that broadcast to a third. */
  public static Arbitrary<int[][]> broadcastingShapes() {
    Arbitrary<Integer> masks = Arbitraries.integers().between(0, 255);
    return shapes(0, 3, 1, 4)
        .flatMap(
            shape ->
                masks.flatMap(
                    mask ->
                        Arbitraries.integers()
                            .between(0, shape.length)
                            .map(dropped -> pair(shape, mask, dropped))));
  }

  /** Sizes become 1 where the mask has a bit; the second shape loses leading dimensions. */
  private static int[][] pair(int[] shape, int mask, int dropped) {
    int[] left = shape.clone();
    int[] right = new int[shape.length - dropped];
    for (int d = 0; d < shape.length; d++) {
      left[d] = (mask >> d & 1) == 0 ? shape[d] : 1;
    }
    for (int d = 0; d < right.length; d++) {
      right[d] = (mask >> (4 + d) & 1) == 0 ? shape[dropped + d] : 1;
    }
    return new int[][] {left, right};
  }

  /** F64 tensors of a shape with elements of a domain. */
  public static Arbitrary<Tensor> tensors(Domain domain, int... shape) {
    return Arbitraries.longs()
        .withoutEdgeCases()
        .map(
            seed -> {
              Generator generator = new Generator(seed);
              double[] elements = new double[Layout.elementCount(shape)];
              for (int i = 0; i < elements.length; i++) {
                elements[i] = domain.draw(generator);
              }
              return Tensor.of(elements, shape);
            });
  }

  /** F64 tensors of a shape with elements from -2 to 2. */
  public static Arbitrary<Tensor> tensors(int... shape) {
    return tensors(Domain.real(), shape);
  }

  /** The same tensor in its own and in other layouts: permuted, reversed, with gaps, offset. */
  public static Arbitrary<Tensor> layouts(Tensor x) {
    return Arbitraries.oneOf(
        Arbitraries.just(x),
        Arbitraries.longs().withoutEdgeCases().map(seed -> Layouts.scattered(x, seed)));
  }

  /** Square F64 matrices far from singular: the diagonal outweighs the rest of each row. */
  public static Arbitrary<Tensor> wellConditionedMatrices(int n) {
    return tensors(Domain.between(-1, 1), n, n)
        .map(x -> x.add(Tensor.eye(x.dtype(), n).mul(n + 0.5)));
  }

  /** Symmetric F64 matrices with eigenvalues of at least 0.5. */
  public static Arbitrary<Tensor> positiveDefiniteMatrices(int n) {
    return tensors(Domain.between(-1, 1), n, n)
        .map(x -> x.matmul(x.t()).add(Tensor.eye(x.dtype(), n).mul(0.5)));
  }
}
