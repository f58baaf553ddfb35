package adjoint.tensor.ops;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class Convolution {
  private Convolution() {}

  public static Tensor forward(Tensor x, Tensor weight, Tensor bias, Conv2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor forward(Tensor x, Tensor weight, Tensor bias, Conv2dOptions options, Activation activation) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor inputGradient(Tensor gradient, Tensor weight, int[] inputShape, Conv2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor weightGradient(Tensor gradient, Tensor input, int[] weightShape, Conv2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }
}
