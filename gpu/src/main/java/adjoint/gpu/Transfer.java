package adjoint.gpu;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;

/** Copies between tensors of any layout and the arrays that go to the device. */
final class Transfer {
  private final Backend cpu;

  Transfer(Backend cpu) {
    this.cpu = cpu;
  }

  /** Writes a tensor's elements in row-major order to the beginning of an array. */
  void pack(Tensor x, Object array) {
    if (x.isContiguous()) {
      block(x.storage(), x.layout().offset(), x.elementCount(), array);
    } else {
      cpu.copy(x, view(array, x.shape()));
    }
  }

  /** Writes a stretch of a storage to the beginning of an array. */
  void block(Storage storage, int offset, int count, Object array) {
    System.arraycopy(array(storage), offset, array, 0, count);
  }

  /** Reads a tensor's elements in row-major order from the beginning of an array. */
  void unpack(Object array, Tensor out) {
    if (out.isContiguous()) {
      System.arraycopy(array, 0, array(out.storage()), out.layout().offset(), out.elementCount());
    } else {
      cpu.copy(view(array, out.shape()), out);
    }
  }

  /**
   * Adds up parts that follow one another in an array, each in row-major order, in double precision
   * and in their order.
   */
  void sum(Object array, int parts, Tensor out) {
    int count = out.elementCount();
    Tensor sums = Tensor.zeros(DType.F64, out.shape());
    double[] totals = sums.storage().doubles();
    for (int part = 0; part < parts; part++) {
      int start = part * count;
      if (array instanceof double[] doubles) {
        for (int i = 0; i < count; i++) {
          totals[i] += doubles[start + i];
        }
      } else {
        float[] floats = (float[]) array;
        for (int i = 0; i < count; i++) {
          totals[i] += floats[start + i];
        }
      }
    }
    cpu.copy(sums, out);
  }

  private static Tensor view(Object array, int... shape) {
    Storage storage =
        array instanceof double[] doubles ? Storage.of(doubles) : Storage.of((float[]) array);
    return Tensor.of(storage, Layout.contiguous(shape));
  }

  private static Object array(Storage storage) {
    return storage.dtype() == DType.F64 ? storage.doubles() : storage.floats();
  }
}
