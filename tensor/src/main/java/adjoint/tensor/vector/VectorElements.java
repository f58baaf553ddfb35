package adjoint.tensor.vector;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/** The reverse of {@code x sigmoid(x)} on contiguous F32 tensors, in one pass over memory. */
final class VectorElements {
  /** Elements that a thread takes at a time, and of these, that stay in the first cache. */
  private static final int RANGE = 1 << 15;

  private static final int BLOCK = 1 << 11;

  private VectorElements() {}

  /** {@code out = ((1 - s) x + 1) s g} with {@code s = sigmoid(x)}, as the plain backend has it. */
  static void siluGradient(Tensor x, Tensor gradient, Tensor out) {
    float[] values = x.storage().floats();
    float[] g = gradient.storage().floats();
    float[] target = out.storage().floats();
    int startX = x.layout().offset();
    int startG = gradient.layout().offset();
    int count = out.elementCount();
    Parallel.forEach(
        (count + RANGE - 1) / RANGE,
        task -> {
          int end = Math.min(count, (task + 1) * RANGE);
          for (int i = task * RANGE; i < end; i += BLOCK) {
            int length = Math.min(BLOCK, end - i);
            VectorLoops.sigmoid(values, startX + i, target, i, length);
            VectorLoops.siluSlope(values, startX + i, target, i, g, startG + i, target, i, length);
          }
        });
  }
}
