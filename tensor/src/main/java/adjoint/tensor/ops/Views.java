package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import java.util.List;

/** Not built yet. */
public final class Views {
  private Views() {}

  public static Tensor view(Tensor x, int... shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor reshape(Tensor x, int... shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor flatten(Tensor x, int first, int last) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor transpose(Tensor x, int a, int b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor permute(Tensor x, int... dimensions) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor expand(Tensor x, int... shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor squeeze(Tensor x) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor squeeze(Tensor x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor unsqueeze(Tensor x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor slice(Tensor x, int dimension, int start, int end, int step) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor narrow(Tensor x, int dimension, int start, int length) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor select(Tensor x, int dimension, int index) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor flip(Tensor x, int... dimensions) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor diagonal(Tensor x, int offset, int rows, int columns) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static List<Tensor> split(Tensor x, int[] sizes, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static List<Tensor> split(Tensor x, int size, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }
}
