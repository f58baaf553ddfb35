package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.BinaryOp;
import adjoint.tensor.backend.CompareOp;
import adjoint.tensor.backend.UnaryOp;

/** Not built yet. */
public final class Elementwise {
  private Elementwise() {}

  public static Tensor unary(UnaryOp op, Tensor x) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor binary(BinaryOp op, Tensor a, double b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor compare(CompareOp op, Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor compare(CompareOp op, Tensor a, double b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor logical(BinaryOp op, Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor not(Tensor x) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor isFinite(Tensor x) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor clamp(Tensor x, double low, double high) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor leakyRelu(Tensor x, double slope) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor copy(Tensor x, DType dtype) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor fill(Tensor x, double value) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor assign(Tensor x, Tensor source) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor addInPlace(Tensor x, Tensor other, double scale) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor mulInPlace(Tensor x, double factor) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static boolean allClose(Tensor a, Tensor b, double rtol, double atol) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static boolean sameBits(Tensor a, Tensor b) {
    throw new UnsupportedOperationException("not built yet");
  }
}
