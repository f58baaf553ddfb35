package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.LinearAlgebraException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The matrices of a tensor as doubles in row-major order: what linear algebra computes on. */
final class MatrixStack {
  private final String operation;
  private final DType dtype;
  private final int[] shape;
  private final double[] elements;

  private MatrixStack(String operation, Tensor x) {
    this.operation = operation;
    this.dtype = x.dtype();
    this.shape = x.shape();
    this.elements = x.toDoubleArray();
  }

  /** Copies the elements of a tensor with two or more dimensions. */
  static MatrixStack of(String operation, Tensor x) {
    Checks.floating(operation, x);
    if (x.rank() < 2) {
      throw new ShapeException(
          operation
              + ": a matrix needs two dimensions, got shape "
              + Checks.show(x.shape())
              + "; dimensions before the last two count matrices");
    }
    return new MatrixStack(operation, x);
  }

  /** Copies the elements of square matrices. */
  static MatrixStack square(String operation, Tensor x) {
    MatrixStack stack = of(operation, x);
    if (stack.rows() != stack.columns()) {
      throw new ShapeException(
          operation
              + ": the matrices of shape "
              + Checks.show(x.shape())
              + " are not square: "
              + stack.rows()
              + " rows (dimension "
              + (x.rank() - 2)
              + ") against "
              + stack.columns()
              + " columns (dimension "
              + (x.rank() - 1)
              + ")");
    }
    return stack;
  }

  int rows() {
    return shape[shape.length - 2];
  }

  int columns() {
    return shape[shape.length - 1];
  }

  /** The sizes before the last two. */
  int[] batch() {
    return Arrays.copyOf(shape, shape.length - 2);
  }

  int count() {
    return Layout.elementCount(batch());
  }

  /** All elements; those of a matrix begin at {@link #start}. */
  double[] elements() {
    return elements;
  }

  /** Where a matrix begins. */
  int start(int matrix) {
    return matrix * rows() * columns();
  }

  /** Runs a body for every matrix, in parallel. */
  void forEach(IntConsumer body) {
    Parallel.forEach(count(), body);
  }

  /** Replaces every matrix by its symmetric part. */
  MatrixStack symmetric() {
    int n = rows();
    forEach(
        matrix -> {
          int from = start(matrix);
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
              // Halved before they are added, so that large elements do not overflow.
              double mean = 0.5 * elements[from + i * n + j] + 0.5 * elements[from + j * n + i];
              elements[from + i * n + j] = mean;
              elements[from + j * n + i] = mean;
            }
          }
        });
    return this;
  }

  /** A tensor of this stack's type and sizes before the last two, followed by other sizes. */
  Tensor result(double[] values, int... last) {
    int[] batch = batch();
    int[] result = Arrays.copyOf(batch, batch.length + last.length);
    System.arraycopy(last, 0, result, batch.length, last.length);
    return Tensor.of(values, result).to(dtype);
  }

  /** An exception about the values of one matrix. */
  LinearAlgebraException failure(int matrix, String what) {
    String which =
        shape.length == 2
            ? "the matrix"
            : "matrix " + Checks.show(index(matrix, batch())) + " of the tensor";
    return new LinearAlgebraException(
        operation + ": " + which + " of shape " + Checks.show(shape) + " " + what);
  }

  /** The index of a row-major position. */
  private static int[] index(int position, int[] sizes) {
    int[] index = new int[sizes.length];
    int rest = position;
    for (int d = sizes.length - 1; d >= 0; d--) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
    }
    return index;
  }
}
