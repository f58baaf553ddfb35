package adjoint.gpu;

import adjoint.tensor.DType;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Java arrays through which tensors go to the device and come back. Lengths are rounded up to four
 * steps for each power of two, so that few different ones are in use and at most a fifth of what is
 * sent is padding. Aparapi keeps a device buffer as long as a kernel is given the same array.
 */
final class ArrayPool {
  private final long capacity;
  private final Deque<Object> free = new ArrayDeque<>();
  private long bytes;

  /**
   * A pool.
   *
   * @param capacity bytes that unused arrays may take
   */
  ArrayPool(long capacity) {
    this.capacity = capacity;
  }

  /** The length of the array that a number of elements is given. */
  static int roundedUp(int count) {
    if (count <= 64) {
      return 64;
    }
    int step = Integer.highestOneBit(count - 1) / 4;
    long rounded = (count + (long) step - 1) / step * step;
    return (int) Math.min(rounded, Integer.MAX_VALUE - 8);
  }

  /** Bytes of an array of F32 or F64 elements. */
  static long bytes(Object array) {
    return Array.getLength(array) * (array instanceof double[] ? 8L : 4L);
  }

  /**
   * An array for a number of elements: the present one if it has the right length, else another.
   *
   * @param present the array in use, or null; given back if it does not fit
   */
  Object exchange(Object present, DType type, int count) {
    int length = roundedUp(count);
    if (present != null && Array.getLength(present) == length) {
      return present;
    }
    if (present != null) {
      giveBack(present);
    }
    for (Iterator<Object> i = free.iterator(); i.hasNext(); ) {
      Object array = i.next();
      if (Array.getLength(array) == length && array instanceof double[] == (type == DType.F64)) {
        i.remove();
        bytes -= bytes(array);
        return array;
      }
    }
    return allocate(type, length);
  }

  /** A new array of zeros. */
  static Object allocate(DType type, int length) {
    return type == DType.F64 ? new double[length] : new float[length];
  }

  /**
   * Takes an array that is no longer in use; the oldest unused ones go where there are too many.
   */
  void giveBack(Object array) {
    free.addLast(array);
    bytes += bytes(array);
    while (bytes > capacity) {
      bytes -= bytes(free.removeFirst());
    }
  }
}
