package adjoint.tensor.backend;

import adjoint.tensor.Tensor;

/** The reverse of {@code x sigmoid(x)}, in one pass. */
final class ScalarSiluGradient {
  private ScalarSiluGradient() {}

  /** For contiguous F32 tensors. */
  static void apply(Tensor x, Tensor gradient, Tensor out) {
    float[] values = x.storage().floats();
    float[] g = gradient.storage().floats();
    float[] target = out.storage().floats();
    int startX = x.layout().offset();
    int startG = gradient.layout().offset();
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          for (int i = start; i < end; i++) {
            target[i] = FloatMath.siluGradient(values[startX + i], g[startG + i]);
          }
        });
  }
}
