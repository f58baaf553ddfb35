package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/** Checks of arguments that several operations share. */
final class Checks {
  private Checks() {}

  /** A shape as messages show it. */
  static String show(int[] shape) {
    return Arrays.toString(shape);
  }

  /** F32 or F64. */
  static void floating(String operation, Tensor x) {
    x.dtype().requireComputable(operation);
    if (!x.dtype().isFloating()) {
      throw new DTypeException(
          operation + ": F32 or F64 expected, got " + x.dtype() + "; convert with to(...) first");
    }
  }

  /** Both of one type. */
  static void sameType(String operation, String nameA, Tensor a, String nameB, Tensor b) {
    if (a.dtype() != b.dtype()) {
      throw new DTypeException(
          operation
              + ": "
              + nameA
              + " and "
              + nameB
              + " must have one type, but have "
              + a.dtype()
              + " and "
              + b.dtype());
    }
  }

  /** I64 or I32. */
  static void indices(String operation, Tensor index) {
    if (index.dtype() != DType.I64 && index.dtype() != DType.I32) {
      throw new DTypeException(
          operation + ": the index must be I64 or I32, but has type " + index.dtype());
    }
  }

  /** F32 or F64 of shape N x C x H x W. */
  static void images(String operation, Tensor x) {
    floating(operation, x);
    imageShape(operation, "the input", x.shape());
  }

  /** Four sizes. */
  static void imageShape(String operation, String what, int[] shape) {
    if (shape.length != 4) {
      throw new ShapeException(
          operation
              + ": "
              + what
              + " must have four dimensions, N x C x H x W, but has shape "
              + show(shape));
    }
  }

  /** Images with at least one pixel. */
  static void imagesWithPixels(String operation, int[] shape) {
    if (shape[2] == 0 || shape[3] == 0) {
      throw new ShapeException(
          operation
              + ": images of shape "
              + show(shape)
              + " have no pixels; height and width must be at least 1");
    }
  }

  /** An output with at least one pixel, as asked for. */
  static void outputSize(String operation, int height, int width) {
    if (height < 1 || width < 1) {
      throw new ShapeException(
          operation
              + ": the output must have at least 1 x 1 pixels, asked for "
              + height
              + " x "
              + width);
    }
  }

  /** A gradient of the output's shape. */
  static void gradientShape(String operation, Tensor gradient, int... expected) {
    if (!Arrays.equals(gradient.shape(), expected)) {
      throw new ShapeException(
          operation
              + ": the gradient must have the output's shape "
              + show(expected)
              + ", but has "
              + show(gradient.shape()));
    }
  }
}
