package adjoint.tensor;

import adjoint.tensor.ops.Creation;
import adjoint.tensor.ops.Elementwise;
import adjoint.tensor.ops.InPlace;
import adjoint.tensor.ops.Joining;
import adjoint.tensor.ops.MatrixProduct;
import java.util.Arrays;
import java.util.List;

/**
 * A strided n-dimensional array: a {@link Storage}, and a {@link Layout} that says where in it each
 * element lies.
 *
 * <p>Views share their storage and cost nothing. Every operation takes any layout (transposed,
 * offset, expanded, zero-size, zero-dimensional) and returns a new contiguous tensor, except the
 * views, which say so. Operations are inherited from one interface per family, so that each family
 * reads on one page: {@link ElementwiseMethods}, {@link ReductionMethods}, {@link ViewMethods},
 * {@link IndexMethods}, {@link MatrixMethods}, {@link LinearAlgebraMethods} and {@link
 * ImageMethods}.
 *
 * <p>A tensor is as thread-safe as a Java array: concurrent reads are fine.
 */
public final class Tensor
    implements ElementwiseMethods,
        ReductionMethods,
        ViewMethods,
        IndexMethods,
        MatrixMethods,
        LinearAlgebraMethods,
        ImageMethods {
  private final Storage storage;
  private final Layout layout;

  private Tensor(Storage storage, Layout layout) {
    this.storage = storage;
    this.layout = layout;
  }

  // ---- creation -------------------------------------------------------------------------------

  /**
   * A tensor over an existing storage; nothing is copied.
   *
   * @throws ShapeException if the layout reaches outside the storage
   */
  public static Tensor of(Storage storage, Layout layout) {
    if (layout.lowestIndex() < 0 || layout.highestIndex() >= storage.length()) {
      throw new ShapeException(
          "tensor: layout (" + layout + ") reaches outside a storage of " + storage.length());
    }
    return new Tensor(storage, layout);
  }

  /** A one-dimensional F32 tensor over {@code values}, which is not copied. */
  public static Tensor of(float... values) {
    return of(values, values.length);
  }

  /** A one-dimensional F64 tensor over {@code values}, which is not copied. */
  public static Tensor of(double... values) {
    return of(values, values.length);
  }

  /** A one-dimensional I64 tensor over {@code values}, which is not copied. */
  public static Tensor of(long... values) {
    return of(values, values.length);
  }

  /** A one-dimensional BOOL tensor. */
  public static Tensor of(boolean... values) {
    return Creation.ofBooleans(values);
  }

  /**
   * An F32 tensor over {@code data} in row-major order, which is not copied.
   *
   * @throws ShapeException if the product of the sizes is not {@code data.length}
   */
  public static Tensor of(float[] data, int... shape) {
    return Creation.wrap(Storage.of(data), shape);
  }

  /**
   * An F64 tensor over {@code data} in row-major order, which is not copied.
   *
   * @throws ShapeException if the product of the sizes is not {@code data.length}
   */
  public static Tensor of(double[] data, int... shape) {
    return Creation.wrap(Storage.of(data), shape);
  }

  /**
   * An I64 tensor over {@code data} in row-major order, which is not copied.
   *
   * @throws ShapeException if the product of the sizes is not {@code data.length}
   */
  public static Tensor of(long[] data, int... shape) {
    return Creation.wrap(Storage.of(data), shape);
  }

  /**
   * An I32 tensor over {@code data} in row-major order, which is not copied.
   *
   * @throws ShapeException if the product of the sizes is not {@code data.length}
   */
  public static Tensor of(int[] data, int... shape) {
    return Creation.wrap(Storage.of(data), shape);
  }

  /**
   * A two-dimensional F32 tensor, copied from rows of equal length.
   *
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(float[][] rows) {
    return Creation.ofRows(rows);
  }

  /**
   * A two-dimensional F64 tensor, copied from rows of equal length.
   *
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(double[][] rows) {
    return Creation.ofRows(rows);
  }

  /** A zero-dimensional tensor. */
  public static Tensor scalar(DType dtype, double value) {
    return full(dtype, value);
  }

  /** Zeros of type F32. */
  public static Tensor zeros(int... shape) {
    return zeros(DType.F32, shape);
  }

  /** Zeros. */
  public static Tensor zeros(DType dtype, int... shape) {
    Layout layout = Layout.contiguous(shape);
    return new Tensor(Storage.allocate(dtype, layout.elementCount()), layout);
  }

  /** Ones of type F32. */
  public static Tensor ones(int... shape) {
    return full(DType.F32, 1, shape);
  }

  /** Ones. */
  public static Tensor ones(DType dtype, int... shape) {
    return full(dtype, 1, shape);
  }

  /** One value everywhere. */
  public static Tensor full(DType dtype, double value, int... shape) {
    return Creation.full(dtype, value, shape);
  }

  /** {@code 0, 1, ..., end - 1} as I64. */
  public static Tensor arange(long end) {
    return Creation.arange(DType.I64, 0, end, 1);
  }

  /**
   * {@code start, start + step, ...} up to but not including {@code end}.
   *
   * @throws IllegalArgumentException if {@code step} is 0 or not finite
   */
  public static Tensor arange(DType dtype, double start, double end, double step) {
    return Creation.arange(dtype, start, end, step);
  }

  /** {@code count} evenly spaced numbers from {@code start} to {@code end}, both included. */
  public static Tensor linspace(DType dtype, double start, double end, int count) {
    return Creation.linspace(dtype, start, end, count);
  }

  /** The n x n identity matrix. */
  public static Tensor eye(DType dtype, int n) {
    return Creation.eye(dtype, n);
  }

  /** Independent uniform numbers in [0, 1), F32 or F64, drawn in row-major order. */
  public static Tensor rand(Generator generator, DType dtype, int... shape) {
    return Creation.rand(generator, dtype, shape);
  }

  /** Independent standard normal numbers, F32 or F64, drawn in row-major order. */
  public static Tensor randn(Generator generator, DType dtype, int... shape) {
    return Creation.randn(generator, dtype, shape);
  }

  // ---- joining --------------------------------------------------------------------------------

  /**
   * Joins tensors along an existing dimension.
   *
   * @throws ShapeException if the list is empty or another dimension differs
   */
  public static Tensor concat(List<Tensor> tensors, int dimension) {
    return Joining.concat(tensors, dimension);
  }

  /**
   * Joins tensors of equal shape along a new dimension.
   *
   * @throws ShapeException if the list is empty or the shapes differ
   */
  public static Tensor stack(List<Tensor> tensors, int dimension) {
    return Joining.stack(tensors, dimension);
  }

  /** {@code condition ? a : b}, all three broadcast together; {@code condition} is BOOL. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Elementwise.where(condition, a, b);
  }

  // ---- description ----------------------------------------------------------------------------

  /** The element type. */
  public DType dtype() {
    return storage.dtype();
  }

  /** Where the elements lie. */
  public Layout layout() {
    return layout;
  }

  /** The array behind this tensor, shared with its views. */
  public Storage storage() {
    return storage;
  }

  /** A copy of the sizes. */
  public int[] shape() {
    return layout.shape();
  }

  /** The size of a dimension; negative numbers count from the end. */
  public int size(int dimension) {
    return layout.size(layout.dimension("size", dimension));
  }

  /** Number of dimensions; 0 for a scalar. */
  public int rank() {
    return layout.rank();
  }

  /** Number of elements; 1 for a scalar. */
  public int elementCount() {
    return layout.elementCount();
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean isContiguous() {
    return layout.isContiguous();
  }

  // ---- access ---------------------------------------------------------------------------------

  /**
   * The only element, as a double.
   *
   * @throws ShapeException if there is not exactly one
   */
  public double item() {
    if (elementCount() != 1) {
      throw new ShapeException(
          "item: shape " + Arrays.toString(shape()) + " does not hold exactly one element");
    }
    return storage.getDouble(layout.offset());
  }

  /**
   * One element, as a double.
   *
   * @throws ShapeException if the index has another rank or is out of range
   */
  public double get(int... index) {
    return storage.getDouble(Creation.storageIndex(layout, index));
  }

  /**
   * One element, as a long; floating values are truncated.
   *
   * @throws ShapeException if the index has another rank or is out of range
   */
  public long getLong(int... index) {
    return storage.getLong(Creation.storageIndex(layout, index));
  }

  /** Sets one element, in place; {@code value} is converted as {@link Storage#setDouble} does. */
  public void set(double value, int... index) {
    storage.setDouble(Creation.storageIndex(layout, index), value);
    storage.touch();
  }

  /** All elements in row-major order, converted; always a copy. */
  public float[] toFloatArray() {
    return to(DType.F32).copy().storage().floats();
  }

  /** All elements in row-major order, converted; always a copy. */
  public double[] toDoubleArray() {
    return to(DType.F64).copy().storage().doubles();
  }

  /** All elements in row-major order, converted; always a copy. */
  public long[] toLongArray() {
    return to(DType.I64).copy().storage().longs();
  }

  // ---- copies, conversion, in-place -----------------------------------------------------------

  /** A contiguous copy with its own storage. */
  public Tensor copy() {
    return Elementwise.copy(this, dtype());
  }

  /** This tensor if it is contiguous, a contiguous copy otherwise. */
  public Tensor contiguous() {
    return isContiguous() ? this : copy();
  }

  /** This tensor if it has that type already, a converted copy otherwise. */
  public Tensor to(DType dtype) {
    return dtype == dtype() ? this : Elementwise.copy(this, dtype);
  }

  /**
   * Overwrites every element, in place.
   *
   * @throws ShapeException if elements share a place in the storage, as in an expanded tensor; so
   *     do the other in-place methods
   */
  public Tensor fill(double value) {
    return InPlace.fill(this, value);
  }

  /** Overwrites every element with the broadcast, converted {@code source}, in place. */
  public Tensor assign(Tensor source) {
    return InPlace.assign(this, source);
  }

  /** {@code this += scale * other}, in place; {@code other} broadcasts and has the same type. */
  public Tensor addInPlace(Tensor other, double scale) {
    return InPlace.addInPlace(this, other, scale);
  }

  /** {@code this *= factor}, in place; floating types only. */
  public Tensor mulInPlace(double factor) {
    return InPlace.mulInPlace(this, factor);
  }

  /**
   * Overwrites this with the products of two equally long stacks of matrices, {@code a.bmm(b)}, in
   * place.
   *
   * @throws ShapeException if this has not the product's shape
   * @throws IllegalArgumentException if a factor shares this tensor's storage
   */
  public Tensor assignBmm(Tensor a, Tensor b) {
    return MatrixProduct.assignBmm(this, a, b);
  }

  // ---- comparison as a whole ------------------------------------------------------------------

  /**
   * Whether the shapes are equal and every pair satisfies {@code |a - b| <= atol + rtol * |b|};
   * equal infinities are close, and so are two NaNs.
   */
  public boolean allClose(Tensor other, double rtol, double atol) {
    return Elementwise.allClose(this, other, rtol, atol);
  }

  /** Whether type, shape and the bits of every element are equal; all NaNs count as the same. */
  public boolean sameBits(Tensor other) {
    return Elementwise.sameBits(this, other);
  }

  /** The elements, nested by brackets and aligned; large tensors are abbreviated. */
  @Override
  public String toString() {
    return TensorPrinter.print(this);
  }
}
