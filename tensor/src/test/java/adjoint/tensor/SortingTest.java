package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortingTest {
  @Provide
  Arbitrary<DType> types() {
    return Arbitraries.of(DType.values()).filter(dtype -> !dtype.isHalf());
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(1, 4, 0, 6);
  }

  /** Positions of a line in sorted order, by a sort of boxed numbers. */
  private static List<Integer> order(double[] line, boolean descending) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < line.length; i++) {
      order.add(i);
    }
    // Adding 0 makes the zeros equal; Double orders NaN last.
    Comparator<Integer> ascending = Comparator.comparing(i -> line[i] + 0.0);
    order.sort(descending ? ascending.reversed() : ascending);
    return order;
  }

  /** Checks the first {@code count} of sorted lines along an axis. */
  private static void check(
      Tensor x, int axis, int count, boolean descending, ValuesAndIndices actual) {
    double[] elements = Layouts.elements(x);
    int[] shape = x.shape();
    int size = shape[axis];
    shape[axis] = count;
    int inner = 1;
    for (int d = axis + 1; d < shape.length; d++) {
      inner *= shape[d];
    }
    double[] values = new double[Layout.elementCount(shape)];
    double[] indices = new double[values.length];
    for (int line = 0; size > 0 && line < elements.length / size; line++) {
      int start = line / inner * size * inner + line % inner;
      double[] numbers = new double[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = elements[start + i * inner];
      }
      List<Integer> order = order(numbers, descending);
      int target = line / inner * count * inner + line % inner;
      for (int i = 0; i < count; i++) {
        indices[target + i * inner] = order.get(i);
        values[target + i * inner] = numbers[order.get(i)];
      }
    }
    assertElements(indices, actual.indices(), shape);
    assertElements(values, actual.values(), shape);
    assertEquals(DType.I64, actual.indices().dtype());
    assertEquals(x.dtype(), actual.values().dtype());
  }

  @Property(tries = 300)
  void sortIsStable(
      @ForAll("types") DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll boolean descending,
      @ForAll long seed) {
    int axis = new Generator(seed).nextInt(shape.length);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    check(x, axis, shape[axis], descending, x.sort(axis, descending));
    check(x, axis, shape[axis], descending, x.sort(axis - shape.length, descending));
  }

  @Property(tries = 300)
  void topkIsTheBeginningOfTheSortedLine(
      @ForAll("types") DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll boolean largest,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    int k = random.nextInt(shape[axis] + 1);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    check(x, axis, k, largest, x.topk(k, axis, largest));
  }

  /** Long lines with many equal elements, zeros of both signs, infinities and NaN. */
  @ParameterizedTest
  @CsvSource({"1000, 1000", "1000, 900", "1000, 40", "1000, 1", "1000, 0", "17, 17", "5000, 600"})
  void longLinesWithSpecialNumbers(int size, int k) {
    double[] special = {
      Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -Double.MIN_VALUE
    };
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      Generator random = new Generator(size + k);
      Tensor x = Tensor.zeros(dtype, 3, size);
      for (int i = 0; i < 3 * size; i++) {
        double value =
            random.nextInt(9) == 0 ? special[random.nextInt(6)] : random.nextInt(200) - 100;
        x.storage().setDouble(i, value);
      }
      for (boolean descending : new boolean[] {false, true}) {
        check(x, 1, k, descending, x.topk(k, 1, descending));
        check(x, 1, size, descending, x.sort(1, descending));
      }
    }
  }

  @Test
  void sortsLongIntegersExactly() {
    Tensor x = Tensor.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 0L);
    ValuesAndIndices sorted = x.sort(0, false);
    assertTrue(sorted.indices().sameBits(Tensor.of(1L, 3L, 2L, 0L)));
    assertTrue(
        sorted
            .values()
            .sameBits(Tensor.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE - 1, Long.MAX_VALUE)));
    assertTrue(x.sort(0, true).indices().sameBits(Tensor.of(0L, 2L, 3L, 1L)));
  }

  @Test
  void messagesNameShapesAndTypes() {
    Tensor x = Tensor.zeros(2, 3);
    assertShape(
        "topk: k = 4 is out of range for dimension 1 of shape [2, 3]; legal are 0 to 3",
        () -> x.topk(4, -1, true));
    assertShape(
        "topk: k = -1 is out of range for dimension 0 of shape [2, 3]; legal are 0 to 2",
        () -> x.topk(-1, 0, true));
    assertShape(
        "sort: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
        () -> x.sort(2, true));
    assertEquals(
        "sort: BF16 is a type for files; convert with to(DType.F32) first",
        assertThrows(DTypeException.class, () -> Tensor.zeros(DType.BF16, 2).sort(0, true))
            .getMessage());
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }
}
