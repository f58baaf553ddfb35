package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JoiningTest {
  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(0, 4, 0, 4);
  }

  @Provide
  Arbitrary<int[]> shapesOfRankOne() {
    return Layouts.shapes(1, 4, 0, 4);
  }

  private static int outer(int[] shape, int axis) {
    int product = 1;
    for (int d = 0; d < axis; d++) {
      product *= shape[d];
    }
    return product;
  }

  private static int inner(int[] shape, int axis) {
    int product = 1;
    for (int d = axis + 1; d < shape.length; d++) {
      product *= shape[d];
    }
    return product;
  }

  @Property(tries = 300)
  void concatIsTheDefinition(
      @ForAll DType dtype,
      @ForAll("shapesOfRankOne") int[] shape,
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll boolean fromEnd,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    List<Tensor> tensors = new ArrayList<>();
    int length = 0;
    for (int t = 0; t < count; t++) {
      int[] own = shape.clone();
      own[axis] = random.nextInt(4);
      length += own[axis];
      tensors.add(Layouts.sample(dtype, own, random.nextLong()).view());
    }
    int[] joined = shape.clone();
    joined[axis] = length;
    double[] expected = new double[Layout.elementCount(joined)];
    int inner = inner(shape, axis);
    for (int o = 0; o < outer(shape, axis); o++) {
      int start = 0;
      for (Tensor tensor : tensors) {
        double[] elements = Layouts.elements(tensor);
        int size = tensor.size(axis);
        for (int i = 0; i < size * inner; i++) {
          expected[(o * length + start) * inner + i] = elements[o * size * inner + i];
        }
        start += size;
      }
    }
    Tensor actual = Tensor.concat(tensors, fromEnd ? axis - shape.length : axis);
    assertEquals(dtype, actual.dtype());
    assertElements(expected, actual, joined);
  }

  @Property(tries = 200)
  void stackIsTheDefinition(
      @ForAll DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll boolean fromEnd,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length + 1);
    int[] stacked = new int[shape.length + 1];
    for (int d = 0; d < stacked.length; d++) {
      stacked[d] = d < axis ? shape[d] : d == axis ? count : shape[d - 1];
    }
    List<Tensor> tensors = new ArrayList<>();
    double[] expected = new double[Layout.elementCount(stacked)];
    int inner = inner(stacked, axis);
    for (int t = 0; t < count; t++) {
      Tensor tensor = Layouts.sample(dtype, shape, random.nextLong()).view();
      tensors.add(tensor);
      double[] elements = Layouts.elements(tensor);
      for (int i = 0; i < elements.length; i++) {
        expected[(i / inner * count + t) * inner + i % inner] = elements[i];
      }
    }
    Tensor actual = Tensor.stack(tensors, fromEnd ? axis - stacked.length : axis);
    assertElements(expected, actual, stacked);
  }

  @Test
  void joinedTensorsAreCopies() {
    Tensor x = Tensor.zeros(2);
    Tensor joined = Tensor.concat(List.of(x), 0);
    joined.set(1, 0);
    assertEquals(0, x.get(0));
  }

  @Property(tries = 400)
  void padIsTheDefinition(
      @ForAll DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll @IntRange(min = -3, max = 3) int value,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    int[] amounts = new int[2 * random.nextInt(shape.length + 1)];
    int[] padded = shape.clone();
    int[] before = new int[shape.length];
    for (int pair = 0; pair < amounts.length / 2; pair++) {
      int d = shape.length - 1 - pair;
      before[d] = random.nextInt(6) - 2;
      int after = Math.max(random.nextInt(6) - 2, -shape[d] - before[d]);
      amounts[2 * pair] = before[d];
      amounts[2 * pair + 1] = after;
      padded[d] += before[d] + after;
    }
    double[] elements = Layouts.elements(x);
    Storage fill = Storage.allocate(dtype, 1);
    fill.setDouble(0, value);
    double[] expected = new double[Layout.elementCount(padded)];
    for (int i = 0; i < expected.length; i++) {
      int rest = i;
      int from = 0;
      int step = 1;
      boolean inside = true;
      for (int d = shape.length - 1; d >= 0; d--) {
        int at = rest % padded[d] - before[d];
        rest /= padded[d];
        inside &= at >= 0 && at < shape[d];
        from += at * step;
        step *= shape[d];
      }
      expected[i] = inside ? elements[from] : fill.getDouble(0);
    }
    Tensor actual = x.pad(amounts, value);
    assertEquals(dtype, actual.dtype());
    assertElements(expected, actual, padded);
  }

  @Test
  void messagesNameTheShapes() {
    Tensor a = Tensor.zeros(2, 3);
    assertShape(
        "concat: shapes [2, 3] and [3, 3] (tensors 0 and 1) differ at dimension 0 (2 against 3);"
            + " only dimension 1 may differ",
        () -> Tensor.concat(List.of(a, Tensor.zeros(3, 3)), 1));
    assertShape(
        "concat: shapes [2, 3] and [3] (tensors 0 and 2) differ in their number of dimensions; only"
            + " dimension 1 may differ",
        () -> Tensor.concat(List.of(a, a, Tensor.zeros(3)), -1));
    assertShape(
        "concat: the list is empty; at least one tensor is needed",
        () -> Tensor.concat(List.of(), 0));
    assertShape(
        "concat: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
        () -> Tensor.concat(List.of(a), 2));
    assertShape(
        "stack: shapes must be equal, got [2, 3] and [3] (tensors 0 and 1)",
        () -> Tensor.stack(List.of(a, Tensor.zeros(3)), 0));
    assertShape(
        "stack: new dimension 3 is out of range for shape [2, 3]; legal are -3 to 2",
        () -> Tensor.stack(List.of(a), 3));
    assertShape(
        "stack: the list is empty; at least one tensor is needed",
        () -> Tensor.stack(List.of(), 0));
    assertShape(
        "pad: amounts must be pairs (before, after), at most one per dimension; got 3 numbers for"
            + " shape [2, 3]",
        () -> a.pad(new int[] {1, 1, 1}, 0));
    assertShape(
        "pad: amounts must be pairs (before, after), at most one per dimension; got 6 numbers for"
            + " shape [2, 3]",
        () -> a.pad(new int[6], 0));
    assertShape(
        "pad: dimension 1 of shape [2, 3] would get size -1 by the amounts -2 before and -2 after;"
            + " legal are sizes from 0 to 2^31 - 1",
        () -> a.pad(new int[] {-2, -2}, 0));
    assertEquals(
        "concat: all tensors must have one type, but tensor 0 has F32 and tensor 1 has I64",
        assertThrows(
                DTypeException.class,
                () -> Tensor.concat(List.of(a, Tensor.zeros(DType.I64, 2, 3)), 0))
            .getMessage());
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }
}
