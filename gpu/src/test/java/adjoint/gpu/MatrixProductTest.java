package adjoint.gpu;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Matrix products on the device, against plain Java. */
@RequiresOpenCl
class MatrixProductTest {
  @Property(tries = 40)
  void productsAgreeWithPlainJava(
      @ForAll @LongRange(max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 4) int stack,
      @ForAll @IntRange(min = 1, max = 140) int rows,
      @ForAll @IntRange(min = 1, max = 140) int inner,
      @ForAll @IntRange(min = 1, max = 140) int columns,
      @ForAll Form left,
      @ForAll Form right,
      @ForAll boolean twofold) {
    Generator random = new Generator(seed);
    DType type = twofold ? DType.F64 : DType.F32;
    check(
        left.make(random, type, stack, rows, inner),
        right.make(random, type, stack, inner, columns));
  }

  /** How a factor lies in memory. */
  enum Form {
    BY_ROWS,
    BY_COLUMNS,
    ONE_FOR_ALL,
    ONE_FOR_ALL_BY_COLUMNS,
    WITH_GAPS,
    BACKWARDS;

    Tensor make(Generator random, DType type, int stack, int rows, int columns) {
      return switch (this) {
        case BY_ROWS -> Tensor.randn(random, type, stack, rows, columns);
        case BY_COLUMNS -> Tensor.randn(random, type, stack, columns, rows).transpose(1, 2);
        case ONE_FOR_ALL ->
            Tensor.randn(random, type, 1, rows, columns).expand(stack, rows, columns);
        case ONE_FOR_ALL_BY_COLUMNS ->
            Tensor.randn(random, type, 1, columns, rows)
                .transpose(1, 2)
                .expand(stack, rows, columns);
        case WITH_GAPS ->
            Tensor.randn(random, type, stack, rows + 3, columns + 2)
                .slice(1, 1, rows + 1)
                .slice(2, 2, columns + 2);
        case BACKWARDS -> Tensor.randn(random, type, stack, rows, columns).flip(1);
      };
    }
  }

  private static void check(Tensor a, Tensor b) {
    int[] shape = {a.size(0), a.size(1), b.size(2)};
    Tensor expected = Tensor.zeros(a.dtype(), shape);
    Tensor magnitudes = Tensor.zeros(a.dtype(), shape);
    Tensor actual = Tensor.zeros(a.dtype(), shape);
    OpenClTests.CPU.matmul(a, b, expected);
    OpenClTests.CPU.matmul(a.abs(), b.abs(), magnitudes);
    OpenClTests.onDevice(backend -> backend.matmul(a, b, actual));
    OpenClTests.assertClose("product", expected, actual, magnitudes, a.size(2));
  }
}
