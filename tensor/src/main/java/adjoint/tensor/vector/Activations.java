package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.FloatMath;

/** The activations that a convolution applies to its output, with the bits of {@link FloatMath}. */
final class Activations {
  private Activations() {}

  /** Replaces {@code count} elements from {@code from} on by the activation's values. */
  static void apply(Activation activation, float[] array, int from, int count) {
    switch (activation) {
      case NONE -> {}
      case RELU -> relu(array, from, count);
      case SILU -> {
        if (WarmUp.elementsReady()) {
          VectorLoops.silu(array, from, array, from, count);
        } else {
          silu(array, from, count);
        }
      }
    }
  }

  private static void relu(float[] array, int from, int count) {
    for (int i = from; i < from + count; i++) {
      array[i] = Math.max(array[i], 0f);
    }
  }

  private static void silu(float[] array, int from, int count) {
    for (int i = from; i < from + count; i++) {
      array[i] = FloatMath.silu(array[i]);
    }
  }
}
