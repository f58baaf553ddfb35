package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Walks over a tensor's elements in row-major order, whatever its layout, one run of equally spaced
 * elements after the other. Adjacent dimensions that lie in memory like one are walked as one.
 */
abstract class RowMajorCursor {
  final Storage storage;
  private final int[] sizes;
  private final int[] strides;
  private final int offset;
  private final int[] index;
  private int outerOffset;

  RowMajorCursor(Storage storage, Layout layout) {
    this.storage = storage;
    this.offset = layout.offset();
    int[] collapsedSizes = new int[layout.rank() + 1];
    int[] collapsedStrides = new int[layout.rank() + 1];
    int count = 0;
    for (int d = layout.rank() - 1; d >= 0; d--) {
      int size = layout.size(d);
      int stride = layout.stride(d);
      if (size == 1) {
        continue;
      }
      if (count > 0 && stride == collapsedStrides[count - 1] * collapsedSizes[count - 1]) {
        collapsedSizes[count - 1] *= size;
      } else {
        collapsedSizes[count] = size;
        collapsedStrides[count++] = stride;
      }
    }
    if (count == 0) {
      collapsedSizes[count] = 1;
      collapsedStrides[count++] = 1;
    }
    // From here on the innermost dimension comes first.
    this.sizes = Arrays.copyOf(collapsedSizes, count);
    this.strides = Arrays.copyOf(collapsedStrides, count);
    this.index = new int[count];
    this.outerOffset = offset;
  }

  /** The tensor's layout with its dimensions in another order. */
  static Layout permuted(Tensor x, int... dimensions) {
    int[] shape = new int[dimensions.length];
    int[] strides = new int[dimensions.length];
    for (int d = 0; d < dimensions.length; d++) {
      shape[d] = x.layout().size(dimensions[d]);
      strides[d] = x.layout().stride(dimensions[d]);
    }
    return Layout.of(shape, strides, x.layout().offset());
  }

  /** Whether all elements are one and the same. */
  final boolean isConstant() {
    return sizes.length == 1 && (strides[0] == 0 || sizes[0] == 1);
  }

  /** The distance in memory of neighbouring elements in the longest run. */
  final int runStride() {
    return Math.abs(strides[0]);
  }

  /** The length of the longest run. */
  final int runLength() {
    return sizes[0];
  }

  /** Moves to the element that is {@code position}-th in row-major order. */
  final void seek(int position) {
    int rest = position;
    outerOffset = offset;
    for (int d = 0; d < sizes.length; d++) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
      if (d > 0) {
        outerOffset += index[d] * strides[d];
      }
    }
  }

  /**
   * Transfers the next {@code count} elements to or from {@code buffer[at], buffer[at + 1], ...}
   * and moves behind them.
   */
  final void next(int count, Object buffer, int at) {
    int done = 0;
    while (done < count) {
      int run = Math.min(count - done, sizes[0] - index[0]);
      transfer(outerOffset + index[0] * strides[0], strides[0], run, buffer, at + done);
      done += run;
      index[0] += run;
      if (index[0] == sizes[0]) {
        index[0] = 0;
        carry();
      }
    }
  }

  private void carry() {
    for (int d = 1; d < sizes.length; d++) {
      outerOffset += strides[d];
      if (++index[d] < sizes[d]) {
        return;
      }
      outerOffset -= sizes[d] * strides[d];
      index[d] = 0;
    }
  }

  /** Transfers one run: the elements at {@code from, from + stride, ...} of the storage. */
  abstract void transfer(int from, int stride, int count, Object buffer, int at);
}
