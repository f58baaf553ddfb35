package adjoint.autograd.spec;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Floating tensors under unusual layouts. */
public final class Scattered {
  private Scattered() {}

  /**
   * The elements of x in a storage of their own, with dimensions in another order in memory, gaps
   * that hold NaN, reversed dimensions and an offset.
   */
  public static Tensor of(Tensor x, Random random) {
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
    DType dtype = x.dtype();
    Storage storage = Storage.allocate(dtype, offset + extent);
    for (int i = 0; i < storage.length(); i++) {
      storage.setDouble(i, Double.NaN);
    }
    Layout layout = Layout.of(x.shape(), strides, offset);
    double[] values = x.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      int[] index = Plain.index(i, x.shape());
      int position = offset;
      for (int d = 0; d < index.length; d++) {
        position += index[d] * strides[d];
      }
      storage.setDouble(position, values[i]);
    }
    return Tensor.of(storage, layout);
  }
}
