package adjoint.tensor;

import java.util.Arrays;

/**
 * How a tensor's indices map to its storage: element {@code (i0, i1, ...)} lies at {@code offset +
 * i0 * stride0 + i1 * stride1 + ...}. Strides count elements; they may be 0 (a broadcast dimension)
 * or negative (a flipped one). Immutable.
 */
public final class Layout {
  private final int[] shape;
  private final int[] strides;
  private final int offset;
  private final int elementCount;
  private final boolean contiguous;

  private Layout(int[] shape, int[] strides, int offset) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.elementCount = elementCount(shape);
    this.contiguous = computeContiguous();
  }

  /** A layout from its parts; the arrays are copied. */
  public static Layout of(int[] shape, int[] strides, int offset) {
    if (shape.length != strides.length) {
      throw new ShapeException(
          "layout: " + shape.length + " dimensions but " + strides.length + " strides");
    }
    return new Layout(shape.clone(), strides.clone(), offset);
  }

  /** The row-major layout without gaps: last dimension fastest. */
  public static Layout contiguous(int... shape) {
    return new Layout(shape.clone(), contiguousStrides(shape), 0);
  }

  private static int[] contiguousStrides(int[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= Math.max(shape[d], 1);
    }
    return strides;
  }

  /**
   * The product of the sizes.
   *
   * @throws ShapeException if a size is negative or the product exceeds 2^31 - 1
   */
  public static int elementCount(int... shape) {
    long count = 1;
    boolean empty = false;
    for (int size : shape) {
      if (size < 0) {
        throw new ShapeException("shape " + Arrays.toString(shape) + " has a negative size");
      }
      empty |= size == 0;
    }
    if (empty) {
      return 0;
    }
    for (int size : shape) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw new ShapeException(
            "shape " + Arrays.toString(shape) + " has more than 2^31 - 1 elements");
      }
    }
    return (int) count;
  }

  private boolean computeContiguous() {
    if (elementCount == 0) {
      return true;
    }
    int step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      if (shape[d] != 1) {
        if (strides[d] != step) {
          return false;
        }
        step *= shape[d];
      }
    }
    return true;
  }

  /** Number of dimensions; 0 for a scalar. */
  public int rank() {
    return shape.length;
  }

  /** Number of elements; 1 for a scalar. */
  public int elementCount() {
    return elementCount;
  }

  /** A copy of the sizes. */
  public int[] shape() {
    return shape.clone();
  }

  /** A copy of the strides. */
  public int[] strides() {
    return strides.clone();
  }

  /** The size of one dimension, {@code 0 <= dimension < rank}. */
  public int size(int dimension) {
    return shape[dimension];
  }

  /** The stride of one dimension, {@code 0 <= dimension < rank}. */
  public int stride(int dimension) {
    return strides[dimension];
  }

  /** Storage index of the first element. */
  public int offset() {
    return offset;
  }

  /** Whether the elements lie in row-major order without gaps, starting at {@link #offset()}. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** Whether both have the same sizes. */
  public boolean sameShape(Layout other) {
    return Arrays.equals(shape, other.shape);
  }

  /** Lowest storage index that an element has; {@link #offset()} where there is none. */
  public long lowestIndex() {
    long lowest = offset;
    for (int d = 0; d < shape.length && elementCount > 0; d++) {
      lowest += Math.min(0L, (long) strides[d] * (shape[d] - 1));
    }
    return lowest;
  }

  /** Highest storage index that an element has; {@code offset - 1} where there is none. */
  public long highestIndex() {
    if (elementCount == 0) {
      return offset - 1L;
    }
    long highest = offset;
    for (int d = 0; d < shape.length; d++) {
      highest += Math.max(0L, (long) strides[d] * (shape[d] - 1));
    }
    return highest;
  }

  /**
   * Resolves a possibly negative dimension.
   *
   * @throws ShapeException if it is out of range, naming {@code operation}
   */
  public int dimension(String operation, int dimension) {
    int resolved = dimension < 0 ? dimension + shape.length : dimension;
    if (resolved < 0 || resolved >= shape.length) {
      throw new ShapeException(
          operation
              + ": dimension "
              + dimension
              + " is out of range for shape "
              + Arrays.toString(shape)
              + (shape.length == 0
                  ? ", which has no dimensions"
                  : "; legal are " + -shape.length + " to " + (shape.length - 1)));
    }
    return resolved;
  }

  /**
   * This layout seen with {@code target} as its shape, sizes of 1 and missing leading dimensions
   * repeated by stride 0.
   *
   * @throws ShapeException if a size is neither 1 nor equal to the target's
   */
  public Layout expand(String operation, int... target) {
    int lead = target.length - shape.length;
    int[] stretched = new int[target.length];
    for (int d = 0; d < target.length; d++) {
      int own = d - lead;
      boolean equal = own >= 0 && shape[own] == target[d];
      if (lead < 0 || !equal && own >= 0 && shape[own] != 1) {
        throw new ShapeException(
            operation
                + ": shape "
                + Arrays.toString(shape)
                + " does not expand to "
                + Arrays.toString(target)
                + (lead < 0
                    ? ", which has fewer dimensions"
                    : " at dimension " + d + " (" + shape[own] + " against " + target[d] + ")"));
      }
      stretched[d] = equal ? strides[own] : 0;
    }
    if (lead < 0) {
      throw new ShapeException(
          operation + ": shape " + Arrays.toString(shape) + " does not expand to a scalar");
    }
    return new Layout(target.clone(), stretched, offset);
  }

  /**
   * The shape that both broadcast to, aligned at the last dimension.
   *
   * @throws ShapeException if two sizes differ and neither is 1
   */
  public static int[] broadcast(String operation, int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] result = new int[rank];
    for (int d = 0; d < rank; d++) {
      int sizeA = d < rank - a.length ? 1 : a[d - rank + a.length];
      int sizeB = d < rank - b.length ? 1 : b[d - rank + b.length];
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new ShapeException(
            operation
                + ": shapes "
                + Arrays.toString(a)
                + " and "
                + Arrays.toString(b)
                + " do not broadcast at dimension "
                + d
                + " of the result ("
                + sizeA
                + " against "
                + sizeB
                + "; they must be equal, or one of them 1)");
      }
      result[d] = sizeA == 1 ? sizeB : sizeA;
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that
        && offset == that.offset
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(strides, that.strides);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(strides)) + offset;
  }

  @Override
  public String toString() {
    return "shape "
        + Arrays.toString(shape)
        + ", strides "
        + Arrays.toString(strides)
        + ", offset "
        + offset;
  }
}
