package adjoint.tensor.ops;

import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/** Not built yet. */
public final class Pooling {
  private Pooling() {}

  public static Tensor max(Tensor x, Pool2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static ValuesAndIndices maxWithIndices(Tensor x, Pool2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor average(Tensor x, Pool2dOptions options, boolean countPadding) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor averageGradient(Tensor gradient, int[] inputShape, Pool2dOptions options, boolean countPadding) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor adaptiveAverage(Tensor x, int height, int width) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor adaptiveAverageGradient(Tensor gradient, int[] inputShape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static ValuesAndIndices adaptiveMax(Tensor x, int height, int width) {
    throw new UnsupportedOperationException("not built yet");
  }
}
