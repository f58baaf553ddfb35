package adjoint.tensor.ops;

import adjoint.tensor.Tensor;

/** Not built yet. */
public final class Upsampling {
  private Upsampling() {}

  public static Tensor nearest(Tensor x, int height, int width) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor nearestGradient(Tensor gradient, int[] inputShape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor bilinear(Tensor x, int height, int width, boolean alignCorners) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor bilinearGradient(Tensor gradient, int[] inputShape, boolean alignCorners) {
    throw new UnsupportedOperationException("not built yet");
  }
}
