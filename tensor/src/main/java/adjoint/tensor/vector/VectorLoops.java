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
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);
  private static final VectorMask<Float> UPPER = upperHalf();

  private VectorLoops() {}

  private static VectorMask<Float> upperHalf() {
    boolean[] lanes = new boolean[L];
    Arrays.fill(lanes, L / 2, L, true);
    return VectorMask.fromArray(F, lanes, 0);
  }

  /** Replaces {@code count} elements from {@code from} on as {@link FloatMath#silu} does. */
  static void silu(float[] array, int from, int count) {
    FloatVector lowest = FloatVector.broadcast(F, FloatMath.EXP_LOWEST);
    FloatVector log2E = FloatVector.broadcast(F, FloatMath.LOG2_E);
    FloatVector rounder = FloatVector.broadcast(F, FloatMath.ROUNDER);
    FloatVector minusLn2High = FloatVector.broadcast(F, -FloatMath.LN2_HIGH);
    FloatVector minusLn2Low = FloatVector.broadcast(F, -FloatMath.LN2_LOW);
    FloatVector one = FloatVector.broadcast(F, 1f);
    int i = from;
    for (int end = from + count - L; i <= end; i += L) {
      FloatVector x = FloatVector.fromArray(F, array, i);
      FloatVector y = x.abs().neg();
      y = y.blend(lowest, y.compare(VectorOperators.LT, lowest));
      FloatVector shifted = y.fma(log2E, rounder);
      FloatVector n = shifted.sub(rounder);
      FloatVector r = n.fma(minusLn2Low, n.fma(minusLn2High, y));
      FloatVector q = r.fma(FloatMath.EXP_6, FloatMath.EXP_5);
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_4));
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_3));
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.EXP_2));
      FloatVector power = r.mul(r).fma(q, r).add(one);
      IntVector exponent = shifted.reinterpretAsInts().sub(FloatMath.ROUNDER_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector scale = half.add(127).lanewise(VectorOperators.LSHL, 23);
      IntVector rest = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = power.mul(scale.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
      FloatVector numerator = one.blend(e, x.compare(VectorOperators.LT, 0f));
      FloatVector bounded = x.blend(lowest, x.compare(VectorOperators.LT, lowest));
      bounded.mul(numerator).div(e.add(one)).intoArray(array, i);
    }
    for (; i < from + count; i++) {
      array[i] = FloatMath.silu(array[i]);
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
}
