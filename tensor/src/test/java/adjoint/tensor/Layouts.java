package adjoint.tensor;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random tensors under random layouts, for tests of the form "the same answer as on a contiguous
 * copy". Uses nothing but {@link Tensor#of(Storage, Layout)}, so that no operation tests itself.
 */
public final class Layouts {
  private Layouts() {}

  /**
   * One tensor twice.
   *
   * @param contiguous the elements in row-major order at offset 0
   * @param view the same elements under some other layout, in a larger storage of its own
   */
  public record Sample(Tensor contiguous, Tensor view) {
    @Override
    public String toString() {
      return contiguous.dtype()
          + " with "
          + view.layout()
          + ", elements "
          + Arrays.toString(elements(contiguous));
    }
  }

  /** Rank 0 to 4, sizes 0 to 5. */
  public static Arbitrary<Sample> samples(DType dtype) {
    return samples(dtype, 0, 4, 0, 5);
  }

  /** Ranks and sizes within bounds, both included. */
  public static Arbitrary<Sample> samples(
      DType dtype, int minRank, int maxRank, int minSize, int maxSize) {
    return Combinators.combine(shapes(minRank, maxRank, minSize, maxSize), Arbitraries.longs())
        .as((shape, seed) -> sample(dtype, shape, seed));
  }

  /** Shapes with ranks and sizes within bounds, both included. */
  public static Arbitrary<int[]> shapes(int minRank, int maxRank, int minSize, int maxSize) {
    return Arbitraries.integers()
        .between(minSize, maxSize)
        .array(int[].class)
        .ofMinSize(minRank)
        .ofMaxSize(maxRank);
  }

  /** Random elements of that shape; some dimensions may be broadcast by stride 0. */
  public static Sample sample(DType dtype, int[] shape, long seed) {
    Generator generator = new Generator(seed);
    int[] base = shape.clone();
    for (int d = 0; d < base.length; d++) {
      if (base[d] > 1 && generator.nextInt(6) == 0) {
        base[d] = 1;
      }
    }
    Tensor elements = random(generator, dtype, base);
    Tensor scattered = scatter(elements, generator.nextLong());
    Tensor view =
        Tensor.of(scattered.storage(), scattered.layout().expand("layouts", shape.clone()));
    return new Sample(contiguous(view), view);
  }

  /**
   * Random elements, contiguous: floating types get multiples of 1/8 from -4 to 4 as well as
   * arbitrary numbers of that range, integers -4 to 4 (U8: 0 to 255).
   */
  public static Tensor random(Generator generator, DType dtype, int... shape) {
    Layout layout = Layout.contiguous(shape);
    Storage storage = Storage.allocate(dtype, layout.elementCount());
    boolean simple = generator.nextInt(2) == 0;
    for (int i = 0; i < storage.length(); i++) {
      double value =
          switch (dtype) {
            case BOOL -> generator.nextInt(2);
            case U8 -> generator.nextInt(256);
            case I32, I64 -> generator.nextInt(9) - 4;
            default -> simple ? (generator.nextInt(65) - 32) / 8.0 : generator.uniform(-4, 4);
          };
      storage.setDouble(i, value);
    }
    return Tensor.of(storage, layout);
  }

  /**
   * The elements of a tensor under another layout without overlaps: dimensions in another order in
   * memory, steps, gaps, reversed dimensions, an offset. What lies between the elements is NaN, or
   * the type's largest number.
   */
  public static Tensor scatter(Tensor x, long seed) {
    Generator generator = new Generator(seed);
    int rank = x.rank();
    int[] order = shuffled(generator, rank);
    int[] strides = new int[rank];
    boolean plain = generator.nextInt(8) == 0;
    int extent = 1;
    int offset = plain ? 0 : generator.nextInt(4);
    for (int d : order) {
      int step = plain || generator.nextInt(2) == 0 ? 1 : 1 + generator.nextInt(3);
      boolean reversed = !plain && generator.nextInt(3) == 0;
      int last = Math.max(x.size(d) - 1, 0) * step;
      strides[d] = reversed ? -step * extent : step * extent;
      offset += reversed ? last * extent : 0;
      extent *= last + 1 + (plain || generator.nextInt(2) == 0 ? 0 : generator.nextInt(3));
    }
    Storage storage = Storage.allocate(x.dtype(), offset + extent + generator.nextInt(4));
    for (int i = 0; i < storage.length(); i++) {
      storage.setDouble(i, x.dtype().isFloating() ? Double.NaN : Integer.MAX_VALUE);
    }
    Layout layout = Layout.of(x.shape(), strides, offset);
    for (int i = 0; i < x.elementCount(); i++) {
      int to = storageIndex(layout, i);
      int from = storageIndex(x.layout(), i);
      storage.setLong(to, x.storage().getLong(from));
      if (x.dtype().isFloating()) {
        storage.setDouble(to, x.storage().getDouble(from));
      }
    }
    return Tensor.of(storage, layout);
  }

  /** A contiguous copy, made element by element. */
  public static Tensor contiguous(Tensor x) {
    Storage storage = Storage.allocate(x.dtype(), x.elementCount());
    for (int i = 0; i < storage.length(); i++) {
      int from = storageIndex(x.layout(), i);
      storage.setLong(i, x.storage().getLong(from));
      if (x.dtype().isFloating()) {
        storage.setDouble(i, x.storage().getDouble(from));
      }
    }
    return Tensor.of(storage, Layout.contiguous(x.shape()));
  }

  /** All elements in row-major order, read one by one. */
  public static double[] elements(Tensor x) {
    double[] elements = new double[x.elementCount()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = x.storage().getDouble(storageIndex(x.layout(), i));
    }
    return elements;
  }

  /** Where the element lies that is {@code position}-th in row-major order. */
  public static int storageIndex(Layout layout, int position) {
    int index = layout.offset();
    int rest = position;
    for (int d = layout.rank() - 1; d >= 0; d--) {
      index += rest % layout.size(d) * layout.stride(d);
      rest /= layout.size(d);
    }
    return index;
  }

  private static int[] shuffled(Generator generator, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = generator.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
