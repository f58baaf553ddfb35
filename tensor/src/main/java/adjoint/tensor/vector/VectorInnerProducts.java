package adjoint.tensor.vector;

import adjoint.tensor.backend.InnerProducts;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Inner products with vectors; use them when {@link WarmUp#trainingReady}. */
final class VectorInnerProducts extends InnerProducts {
  static final VectorInnerProducts INSTANCE = new VectorInnerProducts();

  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();

  private VectorInnerProducts() {}

  @Override
  public void add(
      float[] a, int fromA, float[] b, int fromB, int step, int count, float[] sums, int at) {
    for (int lane = 0; lane < LANES; lane += L) {
      addLanes(a, fromA + lane, b, fromB + lane, step, count, sums, at + lane);
    }
  }

  /**
   * As many lanes as a vector has. No more sums than this, since the compiler keeps all that is
   * loaded in registers, too, and a sum that has none left waits for memory in every turn.
   */
  private static void addLanes(
      float[] a, int fromA, float[] b, int fromB, int step, int count, float[] sums, int at) {
    FloatVector c00 = FloatVector.fromArray(F, sums, at);
    FloatVector c01 = FloatVector.fromArray(F, sums, at + LANES);
    FloatVector c02 = FloatVector.fromArray(F, sums, at + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(F, sums, at + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(F, sums, at + 4 * LANES);
    FloatVector c11 = FloatVector.fromArray(F, sums, at + 5 * LANES);
    FloatVector c12 = FloatVector.fromArray(F, sums, at + 6 * LANES);
    FloatVector c13 = FloatVector.fromArray(F, sums, at + 7 * LANES);
    FloatVector c20 = FloatVector.fromArray(F, sums, at + 8 * LANES);
    FloatVector c21 = FloatVector.fromArray(F, sums, at + 9 * LANES);
    FloatVector c22 = FloatVector.fromArray(F, sums, at + 10 * LANES);
    FloatVector c23 = FloatVector.fromArray(F, sums, at + 11 * LANES);
    FloatVector c30 = FloatVector.fromArray(F, sums, at + 12 * LANES);
    FloatVector c31 = FloatVector.fromArray(F, sums, at + 13 * LANES);
    FloatVector c32 = FloatVector.fromArray(F, sums, at + 14 * LANES);
    FloatVector c33 = FloatVector.fromArray(F, sums, at + 15 * LANES);
    FloatVector c40 = FloatVector.fromArray(F, sums, at + 16 * LANES);
    FloatVector c41 = FloatVector.fromArray(F, sums, at + 17 * LANES);
    FloatVector c42 = FloatVector.fromArray(F, sums, at + 18 * LANES);
    FloatVector c43 = FloatVector.fromArray(F, sums, at + 19 * LANES);
    for (int i = 0; i < count; i += LANES) {
      FloatVector b0 = FloatVector.fromArray(F, b, fromB + i);
      FloatVector b1 = FloatVector.fromArray(F, b, fromB + step + i);
      FloatVector b2 = FloatVector.fromArray(F, b, fromB + 2 * step + i);
      FloatVector b3 = FloatVector.fromArray(F, b, fromB + 3 * step + i);
      FloatVector v = FloatVector.fromArray(F, a, fromA + i);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      c03 = v.fma(b3, c03);
      v = FloatVector.fromArray(F, a, fromA + step + i);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      c13 = v.fma(b3, c13);
      v = FloatVector.fromArray(F, a, fromA + 2 * step + i);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      c23 = v.fma(b3, c23);
      v = FloatVector.fromArray(F, a, fromA + 3 * step + i);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      c33 = v.fma(b3, c33);
      v = FloatVector.fromArray(F, a, fromA + 4 * step + i);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      c42 = v.fma(b2, c42);
      c43 = v.fma(b3, c43);
    }
    c00.intoArray(sums, at);
    c01.intoArray(sums, at + LANES);
    c02.intoArray(sums, at + 2 * LANES);
    c03.intoArray(sums, at + 3 * LANES);
    c10.intoArray(sums, at + 4 * LANES);
    c11.intoArray(sums, at + 5 * LANES);
    c12.intoArray(sums, at + 6 * LANES);
    c13.intoArray(sums, at + 7 * LANES);
    c20.intoArray(sums, at + 8 * LANES);
    c21.intoArray(sums, at + 9 * LANES);
    c22.intoArray(sums, at + 10 * LANES);
    c23.intoArray(sums, at + 11 * LANES);
    c30.intoArray(sums, at + 12 * LANES);
    c31.intoArray(sums, at + 13 * LANES);
    c32.intoArray(sums, at + 14 * LANES);
    c33.intoArray(sums, at + 15 * LANES);
    c40.intoArray(sums, at + 16 * LANES);
    c41.intoArray(sums, at + 17 * LANES);
    c42.intoArray(sums, at + 18 * LANES);
    c43.intoArray(sums, at + 19 * LANES);
  }
}
