package adjoint.tensor.vector;

import adjoint.tensor.backend.FloatMath;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Loops over single elements; use them when {@link WarmUp#elementsReady}. */
final class VectorLoops {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();
  private static final int LOWEST_MAGNITUDE = Float.floatToRawIntBits(-FloatMath.EXP_LOWEST);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);
  private static final VectorMask<Float> UPPER = upperHalf();

  private VectorLoops() {}

  private static VectorMask<Float> upperHalf() {
    boolean[] lanes = new boolean[L];
    Arrays.fill(lanes, L / 2, L, true);
    return VectorMask.fromArray(F, lanes, 0);
  }

  /** {@code target[at + i] = e^source[from + i]}, see {@link FloatMath#exp}. */
  static void exp(float[] source, int from, float[] target, int at, int count) {
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector x = FloatVector.fromArray(F, source, from + i);
      FloatVector y = x.blend(FloatMath.EXP_LOWEST, x.lt(FloatMath.EXP_LOWEST));
      y = y.blend(FloatMath.EXP_HIGHEST, y.compare(VectorOperators.GT, FloatMath.EXP_HIGHEST));
      expInRange(y).intoArray(target, at + i);
    }
    for (; i < count; i++) {
      target[at + i] = FloatMath.exp(source[from + i]);
    }
  }

  /** {@code target[at + i] = sigmoid(source[from + i])}, see {@link FloatMath#sigmoid}. */
  static void sigmoid(float[] source, int from, float[] target, int at, int count) {
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector x = FloatVector.fromArray(F, source, from + i);
      FloatVector y = x.abs().neg();
      FloatVector e = expInRange(y.blend(FloatMath.EXP_LOWEST, y.lt(FloatMath.EXP_LOWEST)));
      FloatVector numerator = oneOr(e, x.reinterpretAsInts());
      numerator.mul(reciprocal(e.add(1f))).intoArray(target, at + i);
    }
    for (; i < count; i++) {
      target[at + i] = FloatMath.sigmoid(source[from + i]);
    }
  }

  /** {@code target[at + i] = silu(source[from + i])}, see {@link FloatMath#silu}. */
  static void silu(float[] source, int from, float[] target, int at, int count) {
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector x = FloatVector.fromArray(F, source, from + i);
      IntVector bits = x.reinterpretAsInts();
      // -|x|, but not below the lowest; a NaN comes back with x itself.
      IntVector magnitude = bits.and(Integer.MAX_VALUE).min(LOWEST_MAGNITUDE);
      FloatVector e = expInRange(magnitude.or(Integer.MIN_VALUE).reinterpretAsFloats());
      FloatVector bounded = x.blend(FloatMath.EXP_LOWEST, x.lt(FloatMath.EXP_LOWEST));
      FloatVector numerator = bounded.mul(oneOr(e, bits));
      numerator.mul(reciprocal(e.add(1f))).intoArray(target, at + i);
    }
    for (; i < count; i++) {
      target[at + i] = FloatMath.silu(source[from + i]);
    }
  }

  /** 1 where x is positive, e where it is negative, by the bits of x. */
  private static FloatVector oneOr(FloatVector e, IntVector x) {
    IntVector negative = x.lanewise(VectorOperators.ASHR, 31);
    int one = Float.floatToRawIntBits(1f);
    IntVector difference = e.reinterpretAsInts().lanewise(VectorOperators.XOR, one);
    return difference.and(negative).lanewise(VectorOperators.XOR, one).reinterpretAsFloats();
  }

  /** The steps of the reciprocal of {@link FloatMath}, lane by lane. */
  private static FloatVector reciprocal(FloatVector d) {
    FloatVector r = FloatVector.broadcast(F, FloatMath.RECIPROCAL_2);
    r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_1));
    r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_0));
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector minus = d.neg();
    r = r.fma(minus.fma(r, one), r);
    return r.fma(minus.fma(r, one), r);
  }

  /** The steps of {@link FloatMath#exp}, lane by lane; the compiler inlines this. */
  private static FloatVector expInRange(FloatVector x) {
    FloatVector rounder = FloatVector.broadcast(F, FloatMath.ROUNDER);
    FloatVector shifted = x.fma(FloatVector.broadcast(F, FloatMath.LOG2_E), rounder);
    FloatVector n = shifted.sub(rounder);
    FloatVector r = n.fma(FloatVector.broadcast(F, -FloatMath.LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(F, -FloatMath.LN2_LOW), r);
    FloatVector q = FloatVector.broadcast(F, FloatMath.EXP_6);
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_5));
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_4));
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_3));
    q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_2));
    FloatVector power = r.mul(r).fma(q, r).add(1f);
    IntVector exponent = shifted.reinterpretAsInts().sub(FloatMath.ROUNDER_BITS);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    IntVector scale = half.add(127).lanewise(VectorOperators.LSHL, 23);
    IntVector rest = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
    return power.mul(scale.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
  }

  /**
   * {@code target[at + i] = source[from + 2 * i]}, for whole vectors only.
   *
   * @return how many elements were copied
   */
  static int everySecond(float[] source, int from, float[] target, int at, int count) {
    int end = Math.min(count, (source.length - from) / 2) - L;
    int i = 0;
    for (; i <= end; i += L) {
      FloatVector low = FloatVector.fromArray(F, source, from + 2 * i);
      FloatVector high = FloatVector.fromArray(F, source, from + 2 * i + L);
      low.rearrange(EVEN).blend(high.rearrange(EVEN), UPPER).intoArray(target, at + i);
    }
    return i;
  }
}
