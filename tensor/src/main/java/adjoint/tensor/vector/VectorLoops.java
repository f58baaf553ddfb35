package adjoint.tensor.vector;

import adjoint.tensor.backend.FloatMath;
import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over single elements; use them when {@link WarmUp#elementsReady}.
 *
 * <p>No loop calls a method of ours in its body, and so the exponential is a loop of its own. The
 * compiler inlines the Vector API whatever it costs, but our own methods only up to a number of
 * nodes that depends on what the loop itself is inlined into, and a call that remains puts every
 * vector that it is given or returns on the heap.
 */
final class VectorLoops {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();
  private static final int SIGN = Integer.MIN_VALUE;
  private static final int ONE = Float.floatToRawIntBits(1f);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);
  private static final VectorMask<Float> UPPER = lanes(i -> i >= L / 2);
  private static final VectorShuffle<Float> LOWER_TWICE = VectorShuffle.fromOp(F, i -> i / 2);
  private static final VectorShuffle<Float> UPPER_TWICE = VectorShuffle.fromOp(F, i -> (L + i) / 2);
  private static final VectorMask<Float> ODD = lanes(i -> i % 2 == 1);

  /** Elements that stay in the first-level cache. */
  private static final int BLOCK = 2048;

  /** The exponentials of a block, while the rest of a function is computed. */
  private static final ThreadLocal<float[]> POWERS =
      ThreadLocal.withInitial(() -> new float[BLOCK]);

  private VectorLoops() {}

  private static VectorMask<Float> lanes(IntPredicate chosen) {
    boolean[] lanes = new boolean[L];
    for (int i = 0; i < L; i++) {
      lanes[i] = chosen.test(i);
    }
    return VectorMask.fromArray(F, lanes, 0);
  }

  /** {@code target[at + i] = e^source[from + i]}, see {@link FloatMath#exp}. */
  static void exp(float[] source, int from, float[] target, int at, int count) {
    int whole = count - count % L;
    power(source, from, target, at, whole, 0);
    for (int i = whole; i < count; i++) {
      target[at + i] = FloatMath.exp(source[from + i]);
    }
  }

  /** {@code target[at + i] = sigmoid(source[from + i])}, see {@link FloatMath#sigmoid}. */
  static void sigmoid(float[] source, int from, float[] target, int at, int count) {
    float[] powers = POWERS.get();
    int whole = count - count % L;
    for (int i = 0; i < whole; i += BLOCK) {
      int length = Math.min(BLOCK, whole - i);
      power(source, from + i, powers, 0, length, SIGN);
      finishSigmoid(source, from + i, powers, target, at + i, length);
    }
    for (int i = whole; i < count; i++) {
      target[at + i] = FloatMath.sigmoid(source[from + i]);
    }
  }

  /** {@code target[at + i] = silu(source[from + i])}, see {@link FloatMath#silu}. */
  static void silu(float[] source, int from, float[] target, int at, int count) {
    float[] powers = POWERS.get();
    int whole = count - count % L;
    for (int i = 0; i < whole; i += BLOCK) {
      int length = Math.min(BLOCK, whole - i);
      power(source, from + i, powers, 0, length, SIGN);
      finishSilu(source, from + i, powers, target, at + i, length);
    }
    for (int i = whole; i < count; i++) {
      target[at + i] = FloatMath.silu(source[from + i]);
    }
  }

  /**
   * The steps of {@link FloatMath#exp} for whole vectors, of x or of -|x|.
   *
   * @param sign bits to set in x: the sign, or none
   */
  private static void power(float[] source, int from, float[] target, int at, int count, int sign) {
    FloatVector rounder = FloatVector.broadcast(F, FloatMath.ROUNDER);
    for (int i = 0; i < count; i += L) {
      IntVector bits = FloatVector.fromArray(F, source, from + i).reinterpretAsInts().or(sign);
      FloatVector x = bits.reinterpretAsFloats();
      x = x.blend(FloatMath.EXP_LOWEST, x.lt(FloatMath.EXP_LOWEST));
      x = x.blend(FloatMath.EXP_HIGHEST, x.compare(VectorOperators.GT, FloatMath.EXP_HIGHEST));
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
      power = power.mul(scale.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
      power.intoArray(target, at + i);
    }
  }

  /** The rest of {@link FloatMath#sigmoid} for whole vectors, from e^-|x|. */
  private static void finishSigmoid(
      float[] source, int from, float[] powers, float[] target, int at, int count) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    for (int i = 0; i < count; i += L) {
      FloatVector e = FloatVector.fromArray(F, powers, i);
      FloatVector d = e.add(one);
      FloatVector r = FloatVector.broadcast(F, FloatMath.RECIPROCAL_2);
      r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_1));
      r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_0));
      FloatVector minus = d.neg();
      r = r.fma(minus.fma(r, one), r);
      r = r.fma(minus.fma(r, one), r);
      // Where x is negative e, and otherwise 1, by the bits of x.
      IntVector x = FloatVector.fromArray(F, source, from + i).reinterpretAsInts();
      IntVector negative = x.lanewise(VectorOperators.ASHR, 31);
      IntVector difference = e.reinterpretAsInts().lanewise(VectorOperators.XOR, ONE);
      IntVector numerator = difference.and(negative).lanewise(VectorOperators.XOR, ONE);
      numerator.reinterpretAsFloats().mul(r).intoArray(target, at + i);
    }
  }

  /** The rest of {@link FloatMath#silu} for whole vectors, from e^-|x|. */
  private static void finishSilu(
      float[] source, int from, float[] powers, float[] target, int at, int count) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    for (int i = 0; i < count; i += L) {
      FloatVector e = FloatVector.fromArray(F, powers, i);
      FloatVector d = e.add(one);
      FloatVector r = FloatVector.broadcast(F, FloatMath.RECIPROCAL_2);
      r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_1));
      r = r.fma(d, FloatVector.broadcast(F, FloatMath.RECIPROCAL_0));
      FloatVector minus = d.neg();
      r = r.fma(minus.fma(r, one), r);
      r = r.fma(minus.fma(r, one), r);
      FloatVector x = FloatVector.fromArray(F, source, from + i);
      IntVector negative = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
      IntVector difference = e.reinterpretAsInts().lanewise(VectorOperators.XOR, ONE);
      IntVector numerator = difference.and(negative).lanewise(VectorOperators.XOR, ONE);
      FloatVector bounded = x.blend(FloatMath.EXP_LOWEST, x.lt(FloatMath.EXP_LOWEST));
      bounded.mul(numerator.reinterpretAsFloats()).mul(r).intoArray(target, at + i);
    }
  }

  /**
   * The rest of the gradient of {@link FloatMath#silu}: {@code target[to + i] = ((1 - s) x + 1) s
   * g} with the elements of the other three from their places on.
   *
   * @param s the sigmoids of x
   */
  static void siluSlope(
      float[] x,
      int fromX,
      float[] s,
      int fromS,
      float[] g,
      int fromG,
      float[] target,
      int to,
      int count) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector sigmoid = FloatVector.fromArray(F, s, fromS + i);
      FloatVector slope = one.sub(sigmoid).mul(FloatVector.fromArray(F, x, fromX + i)).add(one);
      slope.mul(sigmoid).mul(FloatVector.fromArray(F, g, fromG + i)).intoArray(target, to + i);
    }
    for (; i < count; i++) {
      float sigmoid = s[fromS + i];
      target[to + i] = ((1f - sigmoid) * x[fromX + i] + 1f) * sigmoid * g[fromG + i];
    }
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

  /**
   * {@code target[at + 2 i] = source[even + i]} and {@code target[at + 2 i + 1] = source[odd + i]}
   * for whole vectors.
   *
   * @return how many elements of each were copied
   */
  static int interleave(float[] source, int even, int odd, float[] target, int at, int count) {
    int end = count - L;
    int i = 0;
    for (; i <= end; i += L) {
      FloatVector first = FloatVector.fromArray(F, source, even + i);
      FloatVector second = FloatVector.fromArray(F, source, odd + i);
      first
          .rearrange(LOWER_TWICE)
          .blend(second.rearrange(LOWER_TWICE), ODD)
          .intoArray(target, at + 2 * i);
      first
          .rearrange(UPPER_TWICE)
          .blend(second.rearrange(UPPER_TWICE), ODD)
          .intoArray(target, at + 2 * i + L);
    }
    return i;
  }
}
