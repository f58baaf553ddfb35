package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.backend.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The activations that a convolution applies to its output, with the bits of {@link FloatMath}. */
final class Activations {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();

  private Activations() {}

  /** Replaces {@code count} elements from {@code from} on by the activation's values. */
  static void apply(Activation activation, float[] array, int from, int count) {
    switch (activation) {
      case NONE -> {}
      case RELU -> relu(array, from, count);
      case SILU -> silu(array, from, count);
    }
  }

  private static void relu(float[] array, int from, int count) {
    for (int i = from; i < from + count; i++) {
      array[i] = Math.max(array[i], 0f);
    }
  }

  /** Repeats the steps of {@link FloatMath#silu} lane by lane. */
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
}
