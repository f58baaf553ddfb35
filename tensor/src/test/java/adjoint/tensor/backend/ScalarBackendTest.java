package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Layouts;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The plain backend itself, whichever one is chosen for tensors: tensors of more than one block and
 * of more than one range, the order of sums, and threads.
 */
class ScalarBackendTest {
  private final Backend backend = new ScalarBackend();

  /** More than one range of {@link Blocks#RANGE}, in blocks that do not divide evenly. */
  private static final int[] LARGE = {3, 111, 211};

  private static Layouts.Sample large(DType dtype, long seed) {
    return Layouts.sample(dtype, LARGE, seed);
  }

  private static Tensor zeros(DType dtype, int... shape) {
    Layout layout = Layout.contiguous(shape);
    return Tensor.of(Storage.allocate(dtype, layout.elementCount()), layout);
  }

  private static void assertElements(double[] expected, Tensor actual) {
    double[] elements = Layouts.elements(actual);
    assertArrayEquals(expected, elements);
  }

  @Provide
  Arbitrary<DType> types() {
    return Arbitraries.of(DType.F32, DType.F64, DType.I64, DType.U8);
  }

  @Property(tries = 6, afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void elementwiseOverManyBlocks(@ForAll("types") DType dtype, @ForAll long seed) {
    Layouts.Sample a = large(dtype, seed);
    Layouts.Sample b = large(dtype, seed + 1);
    double[] left = Layouts.elements(a.contiguous());
    double[] right = Layouts.elements(b.contiguous());
    Tensor out = zeros(dtype, LARGE);
    backend.unary(UnaryOp.SQUARE, a.view(), out);
    assertElements(zip(dtype, left, left, (x, y) -> x * y), out);
    Tensor fromContiguous = zeros(dtype, LARGE);
    backend.unary(UnaryOp.SQUARE, a.contiguous(), fromContiguous);
    assertTrue(out.sameBits(fromContiguous));
    backend.binary(BinaryOp.SUB, a.view(), b.view(), out);
    assertElements(zip(dtype, left, right, (x, y) -> x - y), out);
    backend.binary(BinaryOp.SUB, a.contiguous(), b.contiguous(), out);
    assertElements(zip(dtype, left, right, (x, y) -> x - y), out);
    backend.binary(BinaryOp.MAX, a.view(), b.contiguous(), out);
    assertElements(zip(dtype, left, right, Math::max), out);
    Tensor truth = zeros(DType.BOOL, LARGE);
    backend.compare(CompareOp.GT, a.view(), b.view(), truth);
    double[] greater = zip(DType.BOOL, left, right, (x, y) -> x > y ? 1 : 0);
    assertElements(greater, truth);
    backend.where(truth, a.view(), b.view(), out);
    assertElements(zip(dtype, left, right, Math::max), out);
    Tensor target = Layouts.scatter(zeros(dtype, LARGE), seed);
    backend.copy(a.view(), target);
    assertElements(left, target);
    if (dtype.isFloating()) {
      backend.addScaled(b.view(), 0.5, target);
      assertElements(zip(dtype, left, right, (x, y) -> x + 0.5 * y), target);
    }
  }

  private static double[] zip(DType dtype, double[] a, double[] b, DoubleBinaryOperator function) {
    Storage storage = Storage.allocate(dtype, a.length);
    for (int i = 0; i < a.length; i++) {
      storage.setDouble(i, function.applyAsDouble(a[i], b[i]));
    }
    return Layouts.elements(Tensor.of(storage, Layout.contiguous(a.length)));
  }

  /** The sum in the order that {@link Backend#reduce} lays down. */
  private static double inDocumentedOrder(ReduceOp op, double... x) {
    double[] lanes = new double[8];
    for (int lane = 0; lane < 8; lane++) {
      lanes[lane] = op == ReduceOp.SUM ? 0 : 1;
      for (int k = lane; k < x.length; k += 8) {
        lanes[lane] = op == ReduceOp.SUM ? lanes[lane] + x[k] : lanes[lane] * x[k];
      }
    }
    if (op == ReduceOp.SUM) {
      return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
          + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }
    return ((lanes[0] * lanes[4]) * (lanes[2] * lanes[6]))
        * ((lanes[1] * lanes[5]) * (lanes[3] * lanes[7]));
  }

  @Property(tries = 25)
  void sumsHaveTheDocumentedOrder(@ForAll long seed) {
    Generator generator = new Generator(seed);
    DType dtype = generator.nextInt(2) == 0 ? DType.F32 : DType.F64;
    int rows = 1 + generator.nextInt(1500);
    int columns = 1 + generator.nextInt(20);
    // Nearly 1, so that products neither overflow nor vanish.
    Tensor x = zeros(dtype, rows, columns);
    for (int i = 0; i < x.elementCount(); i++) {
      x.storage().setDouble(i, generator.uniform(0.999, 1.001));
    }
    Tensor scattered = Layouts.scatter(x, generator.nextLong());
    for (ReduceOp op : new ReduceOp[] {ReduceOp.SUM, ReduceOp.PROD}) {
      assertReduced(op, x, 0);
      assertReduced(op, scattered, 0);
      assertReduced(op, x, 1);
      assertReduced(op, scattered, 1);
      Tensor all = zeros(DType.F64);
      backend.reduce(op, scattered, new int[] {0, 1}, all);
      assertEquals(inDocumentedOrder(op, Layouts.elements(x)), all.item());
    }
  }

  private void assertReduced(ReduceOp op, Tensor x, int dimension) {
    int kept = x.size(1 - dimension);
    Tensor wide = zeros(DType.F64, kept);
    backend.reduce(op, x, new int[] {dimension}, wide);
    Tensor own = zeros(x.dtype(), kept);
    backend.reduce(op, x, new int[] {dimension}, own);
    for (int i = 0; i < kept; i++) {
      double[] line = Layouts.elements(x.select(1 - dimension, i));
      double expected = inDocumentedOrder(op, line);
      assertEquals(expected, wide.get(i));
      assertEquals(x.dtype() == DType.F32 ? (float) expected : expected, own.get(i));
    }
  }

  @Property(tries = 4, afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void reductionsOverManyBlocks(@ForAll("types") DType dtype, @ForAll long seed) {
    Layouts.Sample sample = large(dtype, seed);
    int dimension = new Generator(seed).nextInt(3);
    int[] kept = {LARGE[dimension == 0 ? 1 : 0], LARGE[dimension == 2 ? 1 : 2]};
    Tensor largest = zeros(dtype, kept);
    Tensor position = zeros(DType.I64, kept);
    Tensor sums = zeros(dtype.isFloating() ? dtype : DType.I64, LARGE);
    backend.reduce(ReduceOp.MAX, sample.view(), new int[] {dimension}, largest);
    backend.argReduce(true, sample.view(), dimension, position);
    backend.cumulativeSum(sample.view(), dimension, sums);
    for (int i = 0; i < kept[0]; i++) {
      for (int j = 0; j < kept[1]; j++) {
        double[] line = Layouts.elements(along(sample.contiguous(), dimension, i, j));
        double[] sumLine = Layouts.elements(along(sums, dimension, i, j));
        int best = 0;
        double sum = 0;
        for (int k = 0; k < line.length; k++) {
          best = line[k] > line[best] ? k : best;
          sum += line[k];
          assertEquals(dtype == DType.F32 ? (float) sum : sum, sumLine[k]);
        }
        assertEquals(line[best], largest.get(i, j));
        assertEquals(best, position.get(i, j));
      }
    }
  }

  private static Tensor along(Tensor x, int dimension, int i, int j) {
    Tensor outer = x.select(dimension == 0 ? 1 : 0, i);
    return dimension == 2 ? outer.select(0, j) : outer.select(1, j);
  }

  @Example
  void theNumberOfThreadsDoesNotMatter() {
    int before = Parallel.threads();
    try {
      Layouts.Sample sample = large(DType.F32, 5);
      Tensor[] results = new Tensor[3];
      for (int threads = 1; threads <= 3; threads++) {
        Parallel.setThreads(threads);
        Tensor out = zeros(DType.F32, LARGE);
        backend.unary(UnaryOp.SILU, sample.view(), out);
        Tensor sums = zeros(DType.F32, LARGE[0], LARGE[1]);
        backend.reduce(ReduceOp.SUM, out, new int[] {2}, sums);
        Tensor columns = zeros(DType.F32, LARGE[1], LARGE[2]);
        backend.reduce(ReduceOp.SUM, out, new int[] {0}, columns);
        results[threads - 1] =
            Tensor.concat(List.of(out.flatten(), sums.flatten(), columns.flatten()), 0);
      }
      assertTrue(results[0].sameBits(results[1]));
      assertTrue(results[0].sameBits(results[2]));
    } finally {
      Parallel.setThreads(before);
    }
  }
}
