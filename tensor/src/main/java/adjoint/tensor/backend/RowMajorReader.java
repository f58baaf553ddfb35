package adjoint.tensor.backend;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Copies elements in row-major order into a buffer: an array of the storage's own kind, a {@code
 * double[]} for any type, or a {@code long[]} for integers and truth values.
 */
final class RowMajorReader extends RowMajorCursor {
  RowMajorReader(Tensor x) {
    this(x.storage(), x.layout());
  }

  RowMajorReader(Storage storage, Layout layout) {
    super(storage, layout);
  }

  @Override
  void transfer(int from, int stride, int count, Object buffer, int at) {
    if (buffer instanceof double[] target) {
      toDoubles(from, stride, count, target, at);
    } else if (buffer instanceof long[] target) {
      toLongs(from, stride, count, target, at);
    } else if (buffer instanceof float[] target) {
      toFloats(from, stride, count, target, at);
    } else if (buffer instanceof byte[] target) {
      toBytes(from, stride, count, target, at);
    } else if (buffer instanceof int[] target) {
      toInts(from, stride, count, target, at);
    } else {
      toShorts(from, stride, count, (short[]) buffer, at);
    }
  }

  private void toFloats(int from, int stride, int count, float[] target, int at) {
    float[] source = storage.floats();
    if (stride == 1) {
      System.arraycopy(source, from, target, at, count);
    } else if (stride == 0) {
      Arrays.fill(target, at, at + count, source[from]);
    } else {
      for (int i = 0, k = from; i < count; i++, k += stride) {
        target[at + i] = source[k];
      }
    }
  }

  private void toDoubles(int from, int stride, int count, double[] target, int at) {
    if (storage.dtype() == DType.F64) {
      double[] source = storage.doubles();
      if (stride == 1) {
        System.arraycopy(source, from, target, at, count);
      } else {
        for (int i = 0, k = from; i < count; i++, k += stride) {
          target[at + i] = source[k];
        }
      }
    } else if (storage.dtype() == DType.F32) {
      float[] source = storage.floats();
      for (int i = 0, k = from; i < count; i++, k += stride) {
        target[at + i] = source[k];
      }
    } else if (storage.dtype() == DType.U8) {
      byte[] source = storage.bytes();
      for (int i = 0, k = from; i < count; i++, k += stride) {
        target[at + i] = source[k] & 0xFF;
      }
    } else {
      for (int i = 0, k = from; i < count; i++, k += stride) {
        target[at + i] = storage.getDouble(k);
      }
    }
  }

  private void toLongs(int from, int stride, int count, long[] target, int at) {
    if (storage.dtype() == DType.I64) {
      long[] source = storage.longs();
      if (stride == 1) {
        System.arraycopy(source, from, target, at, count);
      } else {
        for (int i = 0, k = from; i < count; i++, k += stride) {
          target[at + i] = source[k];
        }
      }
    } else {
      for (int i = 0, k = from; i < count; i++, k += stride) {
        target[at + i] = storage.getLong(k);
      }
    }
  }

  private void toInts(int from, int stride, int count, int[] target, int at) {
    int[] source = storage.ints();
    for (int i = 0, k = from; i < count; i++, k += stride) {
      target[at + i] = source[k];
    }
  }

  private void toShorts(int from, int stride, int count, short[] target, int at) {
    short[] source = storage.shorts();
    for (int i = 0, k = from; i < count; i++, k += stride) {
      target[at + i] = source[k];
    }
  }

  private void toBytes(int from, int stride, int count, byte[] target, int at) {
    byte[] source = storage.bytes();
    for (int i = 0, k = from; i < count; i++, k += stride) {
      target[at + i] = source[k];
    }
  }
}
