package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.FloatMath;

/** The activations that a convolution applies to its output, with the bits of {@link FloatMath}. */
final class Activations {
  private Activations() {}

  /**
   * {@code target[at + i] = activation(source[from + i])}; the two may be the same place, but must
   * not overlap otherwise.
   */
  static void apply(
      Activation activation, float[] source, int from, float[] target, int at, int count) {
    switch (activation) {
      case NONE -> {
        if (source != target) {
          System.arraycopy(source, from, target, at, count);
        }
      }
      case RELU -> relu(source, from, target, at, count);
      case SILU -> {
        if (WarmUp.elementsReady()) {
          VectorLoops.silu(source, from, target, at, count);
        } else {
          silu(source, from, target, at, count);
        }
      }
    }
  }

  private static void relu(float[] source, int from, float[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = Math.max(source[from + i], 0f);
    }
  }

  private static void silu(float[] source, int from, float[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = FloatMath.silu(source[from + i]);
    }
  }
}
