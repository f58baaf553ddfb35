package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IndexMethodsTest {
  @Provide
  Arbitrary<DType> addable() {
    return Arbitraries.of(DType.F32, DType.F64, DType.I64, DType.I32, DType.U8);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(1, 4, 0, 5);
  }

  @Provide
  Arbitrary<int[]> anyShapes() {
    return Layouts.shapes(0, 4, 0, 5);
  }

  /** Random indices of 0 to {@code bound - 1} under a random layout, I64 or I32. */
  private static Tensor indices(Generator random, int bound, int... shape) {
    Tensor index = Tensor.zeros(random.nextInt(2) == 0 ? DType.I64 : DType.I32, shape);
    for (int i = 0; i < index.elementCount(); i++) {
      index.storage().setLong(i, random.nextInt(bound));
    }
    return Layouts.scatter(index, random.nextLong());
  }

  /** An index shape that fits a tensor's shape. */
  private static int[] indexShape(Generator random, int[] shape, int axis) {
    int[] result = shape.clone();
    for (int d = 0; d < shape.length; d++) {
      result[d] = d == axis ? random.nextInt(6) : random.nextInt(shape[d] + 1);
    }
    if (shape[axis] == 0) {
      result[axis] = 0;
    }
    return result;
  }

  private static int[] place(int[] shape, int position) {
    int[] place = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      place[d] = rest % shape[d];
      rest /= shape[d];
    }
    return place;
  }

  private static int position(int[] shape, int[] place) {
    int position = 0;
    for (int d = 0; d < shape.length; d++) {
      position = position * shape[d] + place[d];
    }
    return position;
  }

  /** Converts as storages of that type do. */
  private static double converted(DType dtype, double value) {
    Storage storage = Storage.allocate(dtype, 1);
    storage.setDouble(0, value);
    return storage.getDouble(0);
  }

  @Property(tries = 300)
  void gatherIsTheDefinition(
      @ForAll DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    int[] out = indexShape(random, shape, axis);
    Tensor index = indices(random, Math.max(1, shape[axis]), out);
    double[] elements = Layouts.elements(x);
    double[] picks = Layouts.elements(index);
    double[] expected = new double[picks.length];
    for (int i = 0; i < picks.length; i++) {
      int[] place = place(out, i);
      place[axis] = (int) picks[i];
      expected[i] = elements[position(shape, place)];
    }
    assertElements(expected, x.gather(axis, index), out);
    assertElements(expected, x.gather(axis - shape.length, index), out);
  }

  @Property(tries = 300)
  void scatterAddIsTheDefinition(
      @ForAll("addable") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    int[] picked = indexShape(random, shape, axis);
    Tensor index = indices(random, Math.max(1, shape[axis]), picked);
    Tensor source = Layouts.sample(dtype, picked, seed + 1).view();
    double[] expected = Layouts.elements(x);
    double[] picks = Layouts.elements(index);
    double[] values = Layouts.elements(source);
    for (int i = 0; i < picks.length; i++) {
      int[] place = place(picked, i);
      place[axis] = (int) picks[i];
      int target = position(shape, place);
      expected[target] = converted(dtype, expected[target] + values[i]);
    }
    double[] before = Layouts.elements(x);
    assertElements(expected, x.scatterAdd(axis, index, source), shape);
    assertElements(before, x, shape);
  }

  @Property(tries = 300)
  void indexSelectIsTheDefinition(
      @ForAll DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll @IntRange(max = 6) int count,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    int picked = shape[axis] == 0 ? 0 : count;
    Tensor index = indices(random, Math.max(1, shape[axis]), picked);
    double[] elements = Layouts.elements(x);
    double[] picks = Layouts.elements(index);
    int[] out = shape.clone();
    out[axis] = picked;
    double[] expected = new double[Layout.elementCount(out)];
    for (int i = 0; i < expected.length; i++) {
      int[] place = place(out, i);
      place[axis] = (int) picks[place[axis]];
      expected[i] = elements[position(shape, place)];
    }
    assertElements(expected, x.indexSelect(axis, index), out);
  }

  @Property(tries = 300)
  void indexAddIsTheDefinition(
      @ForAll("addable") DType dtype,
      @ForAll("shapes") int[] shape,
      @ForAll @IntRange(max = 6) int count,
      @ForAll long seed) {
    Generator random = new Generator(seed);
    int axis = random.nextInt(shape.length);
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    int[] picked = shape.clone();
    picked[axis] = shape[axis] == 0 ? 0 : count;
    Tensor index = indices(random, Math.max(1, shape[axis]), picked[axis]);
    Tensor source = Layouts.sample(dtype, picked, seed + 1).view();
    double[] expected = Layouts.elements(x);
    double[] picks = Layouts.elements(index);
    double[] values = Layouts.elements(source);
    for (int i = 0; i < values.length; i++) {
      int[] place = place(picked, i);
      place[axis] = (int) picks[place[axis]];
      int target = position(shape, place);
      expected[target] = converted(dtype, expected[target] + values[i]);
    }
    assertElements(expected, x.indexAdd(axis, index, source), shape);
  }

  /** A shape that broadcasts with another: some sizes 1, some leading ones missing. */
  private static int[] broadcastable(Generator random, int[] shape) {
    int[] result = Arrays.copyOfRange(shape, random.nextInt(shape.length + 1), shape.length);
    for (int d = 0; d < result.length; d++) {
      if (random.nextInt(3) == 0) {
        result[d] = 1;
      }
    }
    return result;
  }

  private static double[] expanded(Tensor x, int[] shape) {
    return Layouts.elements(Tensor.of(x.storage(), x.layout().expand("test", shape)));
  }

  @Property(tries = 300)
  void masksBroadcast(@ForAll DType dtype, @ForAll("anyShapes") int[] shape, @ForAll long seed) {
    Generator random = new Generator(seed);
    int[] own = random.nextInt(2) == 0 ? shape : broadcastable(random, shape);
    int[] maskShape = own == shape ? broadcastable(random, shape) : shape;
    Tensor x = Layouts.sample(dtype, own, seed).view();
    Tensor mask = Layouts.sample(DType.BOOL, maskShape, seed + 1).view();
    double[] elements = expanded(x, shape);
    double[] flags = expanded(mask, shape);
    double[] selected = new double[elements.length];
    double[] filled = new double[elements.length];
    int count = 0;
    for (int i = 0; i < flags.length; i++) {
      filled[i] = flags[i] != 0 ? 2 : elements[i];
      if (flags[i] != 0) {
        selected[count++] = elements[i];
      }
    }
    assertElements(Arrays.copyOf(selected, count), x.maskedSelect(mask), new int[] {count});
    if (!dtype.isHalf()) {
      filled =
          dtype == DType.BOOL ? Arrays.stream(filled).map(v -> Math.min(v, 1)).toArray() : filled;
      assertElements(filled, x.maskedFill(mask, 2), shape);
    }
  }

  @Property(tries = 200)
  void nonzeroIsTheDefinition(
      @ForAll DType dtype, @ForAll("anyShapes") int[] shape, @ForAll long seed) {
    Tensor x = Layouts.sample(dtype, shape, seed).view();
    double[] elements = Layouts.elements(x);
    double[] expected = new double[elements.length * shape.length];
    int count = 0;
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != 0) {
        int[] place = place(shape, i);
        for (int d = 0; d < shape.length; d++) {
          expected[count * shape.length + d] = place[d];
        }
        count++;
      }
    }
    Tensor actual = x.nonzero();
    assertEquals(DType.I64, actual.dtype());
    assertElements(
        Arrays.copyOf(expected, count * shape.length), actual, new int[] {count, shape.length});
  }

  @Test
  void nonzeroCountsNanAndNotNegativeZero() {
    Tensor x = Tensor.of(Float.NaN, -0.0f, 0.0f, 2.0f);
    assertElements(new double[] {0, 3}, x.nonzero(), new int[] {2, 1});
  }

  @Test
  void longIntegersAreMovedAndAddedExactly() {
    long big = (1L << 60) + 1;
    Tensor x = Tensor.of(big, 1L);
    Tensor index = Tensor.of(0L);
    assertEquals(big, x.gather(0, index).getLong(0));
    assertEquals(big + 1, x.scatterAdd(0, index, Tensor.of(1L)).getLong(0));
    assertEquals(big + 1, x.indexAdd(0, index, Tensor.of(1L)).getLong(0));
  }

  @Test
  void messagesNameTheIndex() {
    Tensor x = Tensor.zeros(2, 3);
    Tensor bad = Tensor.of(new long[] {0, 3}, 1, 2);
    assertShape(
        "gather: index 3 at [0, 1] is out of range for dimension 1 of shape [2, 3]; legal are 0 to"
            + " 2",
        () -> x.gather(1, bad));
    assertShape(
        "scatterAdd: index -1 at [0, 0] is out of range for dimension 0 of shape [2, 3]; legal are"
            + " 0 to 1",
        () -> x.scatterAdd(0, Tensor.of(new int[] {-1}, 1, 1), Tensor.zeros(1, 1)));
    assertShape(
        "indexSelect: index 7 at [1] is out of range for dimension 0 of shape [2, 3]; legal are 0"
            + " to 1",
        () -> x.indexSelect(0, Tensor.of(0L, 7L)));
    assertShape(
        "indexAdd: index 0 at [0] is out of range for dimension 0 of shape [0, 3], which is empty",
        () -> Tensor.zeros(0, 3).indexAdd(0, Tensor.of(0L), Tensor.zeros(1, 3)));
  }

  @Test
  void messagesNameTheShapes() {
    Tensor x = Tensor.zeros(2, 3);
    Tensor index = Tensor.zeros(DType.I64, 3, 1);
    assertShape(
        "gather: the index of shape [3, 1] does not fit shape [2, 3] at dimension 0 (3 against 2);"
            + " it must have equally many dimensions and, outside dimension 1, no larger sizes",
        () -> x.gather(1, index));
    assertShape(
        "gather: the index of shape [1] does not fit shape [2, 3]; it must have equally many"
            + " dimensions and, outside dimension 1, no larger sizes",
        () -> x.gather(1, Tensor.of(0L)));
    assertShape(
        "scatterAdd: the source must have the index's shape [3, 1], but has [3, 2]",
        () -> x.scatterAdd(0, index, Tensor.zeros(3, 2)));
    assertShape(
        "indexSelect: the index must have one dimension, but has shape [3, 1]",
        () -> x.indexSelect(0, index));
    assertShape(
        "indexAdd: for shape [2, 3] and 1 indices of dimension 1 the source must have shape [2, 1],"
            + " but has [1, 2]",
        () -> x.indexAdd(1, Tensor.of(0L), Tensor.zeros(1, 2)));
    assertShape(
        "maskedSelect: shapes [2, 3] and [2] do not broadcast at dimension 1 of the result (3"
            + " against 2; they must be equal, or one of them 1)",
        () -> x.maskedSelect(Tensor.of(true, false)));
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }

  @Test
  void messagesNameTheTypes() {
    Tensor x = Tensor.zeros(2);
    Tensor index = Tensor.of(0L);
    assertType("gather: the index must be I64 or I32, but has type F32", () -> x.gather(0, x));
    assertType(
        "maskedSelect: the mask must be BOOL, but has type I64", () -> x.maskedSelect(index));
    assertType(
        "scatterAdd: the tensor and the source must have one type, but have F32 and I64",
        () -> x.scatterAdd(0, index, index));
    assertType(
        "indexAdd: truth values cannot be added; convert with to(DType.I64) first",
        () -> Tensor.of(true).indexAdd(0, index, Tensor.of(true)));
    assertType(
        "indexAdd: F16 is a type for files; convert with to(DType.F32) first",
        () -> Tensor.zeros(DType.F16, 2).indexAdd(0, index, index));
  }

  private static void assertType(String message, Executable run) {
    assertEquals(message, assertThrows(DTypeException.class, run).getMessage());
  }
}
