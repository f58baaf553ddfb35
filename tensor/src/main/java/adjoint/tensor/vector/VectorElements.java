package adjoint.tensor.vector;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.FloatMath;
import adjoint.tensor.backend.Parallel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of the elements of contiguous F32 tensors, with the bits of {@link FloatMath}. Shared
 * out among threads in ranges that depend on nothing but the number of elements.
 */
final class VectorElements {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();
  private static final int RANGE = 1 << 15;

  private VectorElements() {}

  /** A function of elements {@code from} to {@code to - 1}. */
  private interface Loop {
    void run(int from, int to);
  }

  private static void ranges(int count, Loop loop) {
    int tasks = (count + RANGE - 1) / RANGE;
    Parallel.forEach(
        tasks,
        task -> {
          int from = task * RANGE;
          loop.run(from, Math.min(count, from + RANGE));
        });
  }

  /** {@code out = x sigmoid(x)}. */
  static void silu(Tensor x, Tensor out) {
    float[] from = x.storage().floats();
    float[] to = out.storage().floats();
    int shift = x.layout().offset();
    ranges(
        out.elementCount(),
        (start, end) -> {
          System.arraycopy(from, start + shift, to, start, end - start);
          VectorLoops.silu(to, start, end - start);
        });
  }

  /** {@code out = sigmoid(x)}. */
  static void sigmoid(Tensor x, Tensor out) {
    float[] from = x.storage().floats();
    float[] to = out.storage().floats();
    int shift = x.layout().offset();
    ranges(out.elementCount(), (start, end) -> sigmoid(from, shift, to, start, end));
  }

  private static void sigmoid(float[] x, int shift, float[] out, int start, int end) {
    int i = start;
    for (; i <= end - L; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, i + shift);
      FloatVector e = expOfMinusMagnitude(v);
      FloatVector one = FloatVector.broadcast(F, 1f);
      FloatVector numerator = one.blend(e, v.compare(VectorOperators.LT, 0f));
      numerator.div(e.add(one)).intoArray(out, i);
    }
    for (; i < end; i++) {
      out[i] = FloatMath.sigmoid(x[i + shift]);
    }
  }

  /** {@code out = g s (1 + x (1 - s))} with {@code s = sigmoid(x)}. */
  static void siluGradient(Tensor x, Tensor gradient, Tensor out) {
    float[] values = x.storage().floats();
    float[] g = gradient.storage().floats();
    float[] to = out.storage().floats();
    int startX = x.layout().offset();
    int startG = gradient.layout().offset();
    ranges(
        out.elementCount(),
        (start, end) -> siluGradient(values, startX, g, startG, to, start, end));
  }

  private static void siluGradient(
      float[] x, int startX, float[] g, int startG, float[] out, int start, int end) {
    int i = start;
    for (; i <= end - L; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, i + startX);
      FloatVector e = expOfMinusMagnitude(v);
      FloatVector one = FloatVector.broadcast(F, 1f);
      FloatVector numerator = one.blend(e, v.compare(VectorOperators.LT, 0f));
      FloatVector s = numerator.div(e.add(one));
      FloatVector slope = one.sub(s).mul(v).add(one).mul(s);
      slope.mul(FloatVector.fromArray(F, g, i + startG)).intoArray(out, i);
    }
    for (; i < end; i++) {
      out[i] = FloatMath.siluGradient(x[i + startX], g[i + startG]);
    }
  }

  /** {@code e^-|x|}, as {@link FloatMath#exp} computes it. */
  private static FloatVector expOfMinusMagnitude(FloatVector x) {
    FloatVector lowest = FloatVector.broadcast(F, FloatMath.EXP_LOWEST);
    FloatVector y = x.abs().neg();
    y = y.blend(lowest, y.compare(VectorOperators.LT, lowest));
    FloatVector rounder = FloatVector.broadcast(F, FloatMath.ROUNDER);
    FloatVector shifted = y.fma(FloatVector.broadcast(F, FloatMath.LOG2_E), rounder);
    FloatVector n = shifted.sub(rounder);
    FloatVector r = n.fma(FloatVector.broadcast(F, -FloatMath.LN2_HIGH), y);
    r = n.fma(FloatVector.broadcast(F, -FloatMath.LN2_LOW), r);
    FloatVector q = r.fma(FloatMath.EXP_6, FloatMath.EXP_5);
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_4));
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_3));
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_2));
    FloatVector power = r.mul(r).fma(q, r).add(FloatVector.broadcast(F, 1f));
    IntVector exponent = shifted.reinterpretAsInts().sub(FloatMath.ROUNDER_BITS);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    IntVector scale = half.add(127).lanewise(VectorOperators.LSHL, 23);
    IntVector rest = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
    return power.mul(scale.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
  }
}
