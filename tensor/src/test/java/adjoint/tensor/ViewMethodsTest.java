package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every view on random layouts, against plain index arithmetic. */
class ViewMethodsTest {
  @Example
  void everyMethodHasACase() {
    FamilyMethods.assertAllCovered(
        ViewMethods.class,
        List.of(
            "view(int[])",
            "reshape(int[])",
            "flatten()",
            "flatten(int,int)",
            "transpose(int,int)",
            "t()",
            "permute(int[])",
            "expand(int[])",
            "squeeze()",
            "squeeze(int)",
            "unsqueeze(int)",
            "slice(int,int,int,int)",
            "slice(int,int,int)",
            "narrow(int,int,int)",
            "select(int,int)",
            "flip(int[])",
            "diagonal()",
            "diagonal(int,int,int)",
            "split(int[],int)",
            "split(int,int)"));
  }

  @Provide
  Arbitrary<Layouts.Sample> samples() {
    return Arbitraries.of(DType.F32, DType.I64, DType.F16, DType.BOOL).flatMap(Layouts::samples);
  }

  @Provide
  Arbitrary<Layouts.Sample> ranked() {
    return Arbitraries.of(DType.F64, DType.U8).flatMap(t -> Layouts.samples(t, 1, 4, 0, 5));
  }

  @Provide
  Arbitrary<Layouts.Sample> matrices() {
    return Layouts.samples(DType.F32, 2, 4, 0, 5);
  }

  /** Where in x the element of a view lies that has the given index. */
  private interface Origin {
    int[] of(int[] index);
  }

  /** Checks shape, elements, and that the storage is shared. */
  private static void assertView(Layouts.Sample sample, Tensor view, int[] shape, Origin origin) {
    assertSame(sample.view().storage(), view.storage());
    assertElements(sample, view, shape, origin);
  }

  private static void assertElements(
      Layouts.Sample sample, Tensor actual, int[] shape, Origin origin) {
    assertArrayEquals(shape, actual.shape());
    assertEquals(sample.contiguous().dtype(), actual.dtype());
    int count = Layout.elementCount(shape);
    double[] elements = Layouts.elements(actual);
    for (int i = 0; i < count; i++) {
      int[] index = new int[shape.length];
      int rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      int[] from = origin.of(index);
      assertEquals(sample.contiguous().get(from), elements[i], Arrays.toString(index));
      assertEquals(actual.get(index), elements[i]);
    }
  }

  private static int[] with(int[] array, int position, int value) {
    int[] copy = array.clone();
    copy[position] = value;
    return copy;
  }

  private static int[] without(int[] array, int position) {
    int[] copy = Arrays.copyOf(array, array.length - 1);
    System.arraycopy(array, position + 1, copy, position, copy.length - position);
    return copy;
  }

  private static int[] inserted(int[] array, int position, int value) {
    int[] copy = new int[array.length + 1];
    System.arraycopy(array, 0, copy, 0, position);
    copy[position] = value;
    System.arraycopy(array, position, copy, position + 1, array.length - position);
    return copy;
  }

  /** A random factorisation of the same number of elements, with some sizes of 1. */
  private static int[] otherShape(Generator generator, int count) {
    if (count == 0) {
      return new int[] {generator.nextInt(3), 0, 2};
    }
    List<Integer> sizes = new ArrayList<>();
    int rest = count;
    while (rest > 1) {
      int size = 2 + generator.nextInt(rest - 1);
      if (rest % size == 0) {
        sizes.add(size);
        rest /= size;
      }
      if (generator.nextInt(6) == 0) {
        sizes.add(1);
      }
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  @Property(tries = 300)
  void reshapes(@ForAll("samples") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int[] shape = otherShape(generator, sample.view().elementCount());
    int[] asked = shape.clone();
    if (shape.length > 0 && sample.view().elementCount() > 0) {
      asked[generator.nextInt(shape.length)] = -1;
    }
    Origin origin = index -> unravel(ravel(index, shape), sample.view().shape());
    Tensor reshaped = sample.view().reshape(asked);
    assertElements(sample, reshaped, shape, origin);
    assertElements(
        sample,
        sample.view().flatten(),
        new int[] {sample.view().elementCount()},
        index -> unravel(index[0], sample.view().shape()));
    boolean shared = reshaped.storage() == sample.view().storage();
    if (shared) {
      assertView(sample, sample.view().view(asked), shape, origin);
    } else {
      assertThrows(ShapeException.class, () -> sample.view().view(asked));
    }
    assertSame(sample.contiguous().storage(), sample.contiguous().view(asked).storage());
  }

  private static int ravel(int[] index, int[] shape) {
    int position = 0;
    for (int d = 0; d < shape.length; d++) {
      position = position * shape[d] + index[d];
    }
    return position;
  }

  private static int[] unravel(int position, int[] shape) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  @Example
  void viewsExistExactlyWhereMemoryAllows() {
    Tensor x = Tensor.arange(24).view(2, 3, 4);
    assertSame(x.storage(), x.transpose(0, 1).view(3, 2, 2, 2).storage());
    assertSame(x.storage(), x.slice(2, 0, 4, 2).view(6, 2).storage());
    assertSame(x.storage(), x.slice(0, 0, 1).view(12).storage());
    assertSame(x.storage(), x.flip(0, 1, 2).view(4, 6).storage(), "all reversed is one stride");
    assertSame(x.storage(), x.select(2, 0).view(6).storage());
    Tensor expanded = x.unsqueeze(3).expand(2, 3, 4, 5);
    assertSame(x.storage(), expanded.view(24, 5).storage());
    ShapeException thrown = assertThrows(ShapeException.class, () -> x.transpose(0, 2).view(2, 12));
    assertEquals(
        "view: a tensor with shape [4, 3, 2], strides [1, 4, 12], offset 0 cannot be seen as"
            + " [2, 12] without copying; use reshape",
        thrown.getMessage());
    assertNotSame(x.storage(), x.transpose(0, 2).reshape(2, 12).storage());
  }

  @Property(tries = 150)
  void flattens(@ForAll("ranked") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int[] shape = sample.view().shape();
    int first = generator.nextInt(shape.length);
    int last = first + generator.nextInt(shape.length - first);
    int[] flat = Arrays.copyOf(shape, first + 1);
    for (int d = first + 1; d <= last; d++) {
      flat[first] *= shape[d];
    }
    for (int d = last + 1; d < shape.length; d++) {
      flat = inserted(flat, flat.length, shape[d]);
    }
    int[] expected = flat;
    Tensor actual = sample.view().flatten(first, last - shape.length);
    assertElements(sample, actual, expected, index -> unravel(ravel(index, expected), shape));
  }

  @Property(tries = 150)
  void permutes(@ForAll("samples") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int rank = sample.view().rank();
    List<Integer> remaining = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      remaining.add(d);
    }
    int[] order = new int[rank];
    int[] named = new int[rank];
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      order[d] = remaining.remove(generator.nextInt(remaining.size()));
      named[d] = generator.nextInt(2) == 0 ? order[d] : order[d] - rank;
      shape[d] = sample.view().size(order[d]);
    }
    Origin origin =
        index -> {
          int[] from = new int[rank];
          for (int d = 0; d < rank; d++) {
            from[order[d]] = index[d];
          }
          return from;
        };
    assertView(sample, sample.view().permute(named), shape, origin);
  }

  @Property(tries = 100)
  void transposes(@ForAll("ranked") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int rank = sample.view().rank();
    int a = generator.nextInt(rank);
    int b = generator.nextInt(rank);
    int[] shape = sample.view().shape();
    Origin origin = index -> with(with(index, a, index[b]), b, index[a]);
    int[] swapped = with(with(shape, a, shape[b]), b, shape[a]);
    assertView(sample, sample.view().transpose(a, b - rank), swapped, origin);
    if (rank > 1) {
      assertEquals(
          sample.view().transpose(rank - 2, rank - 1).layout(), sample.view().t().layout());
    }
  }

  @Property(tries = 100)
  void expands(@ForAll("samples") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int[] own = sample.view().shape();
    int lead = generator.nextInt(3);
    int[] asked = new int[lead + own.length];
    int[] shape = new int[lead + own.length];
    for (int d = 0; d < shape.length; d++) {
      boolean free = d < lead || own[d - lead] == 1;
      shape[d] = free ? generator.nextInt(4) : own[d - lead];
      asked[d] = shape[d];
      if (d >= lead && generator.nextInt(3) == 0) {
        shape[d] = own[d - lead];
        asked[d] = -1;
      }
    }
    Origin origin =
        index -> {
          int[] from = Arrays.copyOfRange(index, lead, index.length);
          for (int d = 0; d < from.length; d++) {
            from[d] = own[d] == 1 ? 0 : from[d];
          }
          return from;
        };
    assertView(sample, sample.view().expand(asked), shape, origin);
  }

  @Property(tries = 100)
  void squeezesAndUnsqueezes(@ForAll("samples") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int[] shape = sample.view().shape();
    int at = generator.nextInt(shape.length + 1);
    int[] longer = inserted(shape, at, 1);
    Tensor unsqueezed = sample.view().unsqueeze(at);
    assertView(sample, unsqueezed, longer, index -> without(index, at));
    assertEquals(unsqueezed.layout(), sample.view().unsqueeze(at - shape.length - 1).layout());
    assertView(sample, unsqueezed.squeeze(at), shape, index -> index);
    assertView(sample, unsqueezed.squeeze(at - longer.length), shape, index -> index);
    int[] squeezed = Arrays.stream(shape).filter(size -> size != 1).toArray();
    assertView(
        sample, unsqueezed.squeeze(), squeezed, index -> unravel(ravel(index, squeezed), shape));
    if (shape.length > 0 && shape[0] != 1) {
      assertView(sample, sample.view().squeeze(0), shape, index -> index);
    }
  }

  @Property(tries = 400)
  void slicesAsPythonDoes(@ForAll("ranked") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int d = generator.nextInt(sample.view().rank());
    int size = sample.view().size(d);
    int start = generator.nextInt(15) - 7;
    int end = generator.nextInt(10) == 0 ? Integer.MIN_VALUE : generator.nextInt(15) - 7;
    int step = 1 + generator.nextInt(4);
    step = generator.nextInt(3) == 0 ? -step : step;
    List<Integer> picked = pythonRange(size, start, end, step);
    int[] shape = with(sample.view().shape(), d, picked.size());
    Origin origin = index -> with(index, d, picked.get(index[d]));
    assertView(sample, sample.view().slice(d, start, end, step), shape, origin);
    if (step == 1) {
      assertView(sample, sample.view().slice(d, start, end), shape, origin);
    }
  }

  /** What {@code range(size)[start:end:step]} holds. */
  private static List<Integer> pythonRange(int size, int start, long end, int step) {
    long first = start < 0 ? start + size : start;
    long bound = end < 0 ? end + size : end;
    List<Integer> picked = new ArrayList<>();
    if (step > 0) {
      for (long i = Math.max(first, 0); i < Math.min(bound, size); i += step) {
        picked.add((int) i);
      }
    } else {
      for (long i = Math.min(first, size - 1); i > Math.max(bound, -1); i += step) {
        picked.add((int) i);
      }
    }
    return picked;
  }

  @Property(tries = 150)
  void narrowsSelectsAndFlips(@ForAll("ranked") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int d = generator.nextInt(sample.view().rank());
    int[] shape = sample.view().shape();
    int size = shape[d];
    int start = generator.nextInt(size + 1);
    int length = generator.nextInt(size - start + 1);
    assertView(
        sample,
        sample.view().narrow(d, start, length),
        with(shape, d, length),
        index -> with(index, d, start + index[d]));
    assertView(sample, sample.view().flip(d), shape, index -> with(index, d, size - 1 - index[d]));
    assertView(sample, sample.view().flip(), shape, index -> index);
    if (size > 0) {
      int picked = generator.nextInt(size);
      Origin origin = index -> inserted(index, d, picked);
      assertView(sample, sample.view().select(d, picked), without(shape, d), origin);
      assertView(sample, sample.view().select(d, picked - size), without(shape, d), origin);
    }
  }

  @Property(tries = 150)
  void diagonals(@ForAll("matrices") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int[] shape = sample.view().shape();
    int rows = generator.nextInt(shape.length);
    int columns = (rows + 1 + generator.nextInt(shape.length - 1)) % shape.length;
    int offset = generator.nextInt(9) - 4;
    int length = 0;
    for (int i = 0; i < shape[rows]; i++) {
      length += i + offset >= 0 && i + offset < shape[columns] ? 1 : 0;
    }
    int later = Math.max(rows, columns);
    int earlier = Math.min(rows, columns);
    int[] others = without(without(shape, later), earlier);
    Origin origin =
        index -> {
          int k = index[index.length - 1];
          int row = k + Math.max(0, -offset);
          int column = k + Math.max(0, offset);
          int[] rest = Arrays.copyOf(index, index.length - 1);
          int first = earlier == rows ? row : column;
          int second = earlier == rows ? column : row;
          return inserted(inserted(rest, earlier, first), later, second);
        };
    int[] expected = inserted(others, others.length, length);
    assertView(sample, sample.view().diagonal(offset, rows, columns), expected, origin);
    assertEquals(
        sample.view().diagonal(0, shape.length - 2, shape.length - 1).layout(),
        sample.view().diagonal().layout());
  }

  @Property(tries = 100)
  void splits(@ForAll("ranked") Layouts.Sample sample, @ForAll long seed) {
    Generator generator = new Generator(seed);
    int d = generator.nextInt(sample.view().rank());
    int size = sample.view().size(d);
    int first = generator.nextInt(size + 1);
    List<Tensor> parts = sample.view().split(new int[] {first, size - first}, d);
    assertEquals(2, parts.size());
    assertEquals(sample.view().narrow(d, 0, first).layout(), parts.get(0).layout());
    assertEquals(sample.view().narrow(d, first, size - first).layout(), parts.get(1).layout());
    int each = 1 + generator.nextInt(4);
    List<Tensor> equal = sample.view().split(each, d);
    assertEquals(Math.max(1, (size + each - 1) / each), equal.size());
    int start = 0;
    for (Tensor part : equal) {
      int length = Math.min(each, size - start);
      assertSame(sample.view().storage(), part.storage());
      assertEquals(sample.view().narrow(d, start, length).layout(), part.layout());
      start += length;
    }
  }
}
