package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;

/** Moves elements of any type between storages, unconverted. */
final class Elements {
  private Elements() {}

  /** The Java array of a storage, for {@link System#arraycopy}. */
  private static Object array(Storage storage) {
    return switch (storage.dtype()) {
      case BOOL, U8 -> storage.bytes();
      case I32 -> storage.ints();
      case I64 -> storage.longs();
      case F16, BF16 -> storage.shorts();
      case F32 -> storage.floats();
      case F64 -> storage.doubles();
    };
  }

  /** Copies a run of elements. */
  static void copy(Storage from, int index, Storage to, int target, int count) {
    System.arraycopy(array(from), index, array(to), target, count);
  }

  /** Copies all elements of {@code from} to the tensor {@code to} of equal type and shape. */
  static void copy(Tensor from, Tensor to) {
    if (from.elementCount() == 0) {
      return;
    }
    Layout source = from.layout();
    Layout target = to.layout();
    int dimension = source.rank();
    int run = 1;
    while (dimension > 0
        && isStep(source, dimension - 1, run)
        && isStep(target, dimension - 1, run)) {
      dimension--;
      run *= source.size(dimension);
    }
    if (dimension == source.rank() && dimension > 0) {
      Backends.current().copy(from, to);
    } else {
      copyRuns(from, to, 0, dimension, run, source.offset(), target.offset());
    }
  }

  private static boolean isStep(Layout layout, int dimension, int step) {
    return layout.size(dimension) == 1 || layout.stride(dimension) == step;
  }

  private static void copyRuns(
      Tensor from, Tensor to, int dimension, int end, int run, int index, int target) {
    if (dimension == end) {
      copy(from.storage(), index, to.storage(), target, run);
      return;
    }
    int sourceStride = from.layout().stride(dimension);
    int targetStride = to.layout().stride(dimension);
    for (int i = 0; i < from.layout().size(dimension); i++) {
      int nextIndex = index + i * sourceStride;
      int nextTarget = target + i * targetStride;
      copyRuns(from, to, dimension + 1, end, run, nextIndex, nextTarget);
    }
  }

  /** A contiguous tensor of the elements at these storage indices. */
  static Tensor take(Storage from, int[] indices, int... shape) {
    Tensor out = Tensor.zeros(from.dtype(), shape);
    Storage to = out.storage();
    switch (from.dtype()) {
      case BOOL, U8 -> take(from.bytes(), indices, to.bytes());
      case I32 -> take(from.ints(), indices, to.ints());
      case I64 -> take(from.longs(), indices, to.longs());
      case F16, BF16 -> take(from.shorts(), indices, to.shorts());
      case F32 -> take(from.floats(), indices, to.floats());
      case F64 -> take(from.doubles(), indices, to.doubles());
    }
    return out;
  }

  private static void take(byte[] from, int[] indices, byte[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  private static void take(short[] from, int[] indices, short[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  private static void take(int[] from, int[] indices, int[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  private static void take(long[] from, int[] indices, long[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  private static void take(float[] from, int[] indices, float[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  private static void take(double[] from, int[] indices, double[] to) {
    for (int i = 0; i < indices.length; i++) {
      to[i] = from[indices[i]];
    }
  }

  /** Adds element {@code sources[i]} to element {@code targets[i]}, one after the other. */
  static void add(Storage from, int[] sources, Storage to, int[] targets) {
    if (from.dtype() == DType.F32) {
      float[] values = from.floats();
      float[] sums = to.floats();
      for (int i = 0; i < sources.length; i++) {
        sums[targets[i]] += values[sources[i]];
      }
    } else if (from.dtype() == DType.F64) {
      double[] values = from.doubles();
      double[] sums = to.doubles();
      for (int i = 0; i < sources.length; i++) {
        sums[targets[i]] += values[sources[i]];
      }
    } else {
      for (int i = 0; i < sources.length; i++) {
        to.setLong(targets[i], to.getLong(targets[i]) + from.getLong(sources[i]));
      }
    }
  }

  /** The storage indices of a layout's elements in row-major order. */
  static int[] storageIndices(Layout layout) {
    int[] indices = new int[layout.elementCount()];
    if (indices.length > 0) {
      fill(indices, 0, layout, 0, layout.offset());
    }
    return indices;
  }

  private static int fill(int[] indices, int at, Layout layout, int dimension, int index) {
    if (dimension == layout.rank()) {
      indices[at] = index;
      return at + 1;
    }
    int next = at;
    int stride = layout.stride(dimension);
    if (dimension == layout.rank() - 1) {
      for (int i = 0; i < layout.size(dimension); i++) {
        indices[next++] = index + i * stride;
      }
      return next;
    }
    for (int i = 0; i < layout.size(dimension); i++) {
      next = fill(indices, next, layout, dimension + 1, index + i * stride);
    }
    return next;
  }
}
