package adjoint.tensor.backend;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/**
 * Copies a buffer into elements in row-major order. The buffer is an array of the storage's own
 * kind, or a {@code double[]} or {@code long[]}, which is converted as {@link Storage#setDouble}
 * and {@link Storage#setLong} do.
 */
final class RowMajorWriter extends RowMajorCursor {
  RowMajorWriter(Tensor x) {
    this(x.storage(), x.layout());
  }

  RowMajorWriter(Storage storage, Layout layout) {
    super(storage, layout);
  }

  @Override
  void transfer(int to, int stride, int count, Object buffer, int at) {
    if (buffer instanceof double[] source) {
      fromDoubles(to, stride, count, source, at);
    } else if (buffer instanceof long[] source) {
      fromLongs(to, stride, count, source, at);
    } else if (buffer instanceof float[] source) {
      fromFloats(to, stride, count, source, at);
    } else if (buffer instanceof byte[] source) {
      fromBytes(to, stride, count, source, at);
    } else if (buffer instanceof int[] source) {
      fromInts(to, stride, count, source, at);
    } else {
      fromShorts(to, stride, count, (short[]) buffer, at);
    }
  }

  private void fromFloats(int to, int stride, int count, float[] source, int at) {
    float[] target = storage.floats();
    if (stride == 1) {
      System.arraycopy(source, at, target, to, count);
    } else {
      for (int i = 0, k = to; i < count; i++, k += stride) {
        target[k] = source[at + i];
      }
    }
  }

  private void fromDoubles(int to, int stride, int count, double[] source, int at) {
    if (storage.dtype() == DType.F64) {
      double[] target = storage.doubles();
      for (int i = 0, k = to; i < count; i++, k += stride) {
        target[k] = source[at + i];
      }
    } else if (storage.dtype() == DType.F32) {
      float[] target = storage.floats();
      for (int i = 0, k = to; i < count; i++, k += stride) {
        target[k] = (float) source[at + i];
      }
    } else {
      for (int i = 0, k = to; i < count; i++, k += stride) {
        storage.setDouble(k, source[at + i]);
      }
    }
  }

  private void fromLongs(int to, int stride, int count, long[] source, int at) {
    if (storage.dtype() == DType.I64) {
      long[] target = storage.longs();
      for (int i = 0, k = to; i < count; i++, k += stride) {
        target[k] = source[at + i];
      }
    } else {
      for (int i = 0, k = to; i < count; i++, k += stride) {
        storage.setLong(k, source[at + i]);
      }
    }
  }

  private void fromInts(int to, int stride, int count, int[] source, int at) {
    int[] target = storage.ints();
    for (int i = 0, k = to; i < count; i++, k += stride) {
      target[k] = source[at + i];
    }
  }

  private void fromShorts(int to, int stride, int count, short[] source, int at) {
    short[] target = storage.shorts();
    for (int i = 0, k = to; i < count; i++, k += stride) {
      target[k] = source[at + i];
    }
  }

  private void fromBytes(int to, int stride, int count, byte[] source, int at) {
    byte[] target = storage.bytes();
    for (int i = 0, k = to; i < count; i++, k += stride) {
      target[k] = source[at + i];
    }
  }
}
