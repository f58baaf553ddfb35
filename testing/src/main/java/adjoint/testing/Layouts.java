package adjoint.testing;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The same tensor under unusual layouts. */
public final class Layouts {
  private Layouts() {}

  /**
   * The elements of x in a storage of their own, with dimensions in another order in memory, gaps
   * that hold NaN, reversed dimensions and an offset: code that ignores strides fails on it.
   *
   * @param x a floating tensor
   * @param seed chooses the layout
   */
  public static Tensor scattered(Tensor x, long seed) {
    Random random = new Random(seed);
    Layout layout = layout(x, random);
    Storage storage = Storage.allocate(x.dtype(), Math.toIntExact(layout.highestIndex() + 3));
    fill(storage);
    Tensor result = Tensor.of(storage, layout);
    return result.assign(x);
  }

  private static Layout layout(Tensor x, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int d = 0; d < x.rank(); d++) {
      order.add(d);
    }
    Collections.shuffle(order, random);
    int[] strides = new int[x.rank()];
    int extent = 1;
    int offset = random.nextInt(4);
    for (int d : order) {
      int step = extent * (1 + random.nextInt(2));
      int reach = Math.max(x.size(d) - 1, 0) * step;
      boolean reversed = random.nextInt(3) == 0;
      strides[d] = reversed ? -step : step;
      offset += reversed ? reach : 0;
      extent += reach;
    }
    return Layout.of(x.shape(), strides, offset);
  }

  private static void fill(Storage storage) {
    if (storage.dtype() != DType.F32 && storage.dtype() != DType.F64) {
      throw new IllegalArgumentException("scattered: F32 or F64 expected, got " + storage.dtype());
    }
    for (int i = 0; i < storage.length(); i++) {
      storage.setDouble(i, Double.NaN);
    }
  }
}
