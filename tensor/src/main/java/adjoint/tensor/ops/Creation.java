package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class Creation {
  private Creation() {}

  public static Tensor wrap(Storage storage, int[] shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor ofBooleans(boolean[] values) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor ofRows(float[][] rows) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor ofRows(double[][] rows) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor full(DType dtype, double value, int[] shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor arange(DType dtype, double start, double end, double step) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor linspace(DType dtype, double start, double end, int count) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor eye(DType dtype, int n) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor rand(Generator generator, DType dtype, int[] shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor randn(Generator generator, DType dtype, int[] shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static int storageIndex(Layout layout, int[] index) {
    throw new UnsupportedOperationException("not built yet");
  }
}
