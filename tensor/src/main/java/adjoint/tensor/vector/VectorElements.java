package adjoint.tensor.vector;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/** The reverse of {@code x sigmoid(x)} on contiguous F32 tensors, in one pass over memory. */
final class VectorElements {
  /** Elements that a thread takes at a time, and of these, that stay in the first cache. */
  private static final int RANGE = 1 << 15;

  private static final int BLOCK = 1 << 11;

  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[BLOCK]);

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
            slope(values, startX, g, startG, target, i, i + length);
          }
        });
  }

  private static void slope(
      float[] x, int startX, float[] g, int startG, float[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] = ((1f - s[i]) * x[i + startX] + 1f) * s[i] * g[i + startG];
    }
  }

  /** {@code z[from + i] = silu'(z[from + i]) g[at + i]}, for as much as fits into the cache. */
  static void siluGradientInPlace(float[] z, int from, float[] g, int at, int count) {
    float[] s = SCRATCH.get();
    for (int i = 0; i < count; i += BLOCK) {
      int length = Math.min(BLOCK, count - i);
      VectorLoops.sigmoid(z, from + i, s, 0, length);
      slopeInPlace(z, from + i, g, at + i, s, length);
    }
  }

  private static void slopeInPlace(float[] z, int from, float[] g, int at, float[] s, int count) {
    for (int i = 0; i < count; i++) {
      z[from + i] = ((1f - s[i]) * z[from + i] + 1f) * s[i] * g[at + i];
    }
  }
}
