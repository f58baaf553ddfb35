package adjoint.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six rows of two 256-bit vectors: 12 sums, two columns and a weight in the 16 registers of AVX2.
 *
 * <p>A term's weights are filled up to eight, so that one index serves them and the panel.
 */
final class Tile256 extends TileKernel {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_256;
  private static final int L = 8;
  private static final int STEP = 8;
  private static final int B0 = ALIGNED;
  private static final int B1 = B0 + PANEL_DEPTH * L + GAP;

  Tile256() {
    super(256, 6, 2 * L, STEP, ALIGNED + 2 * (PANEL_DEPTH * L + GAP));
  }

  @Override
  void pack(float[] source, int base, int[] offsets, int first, int depth, float[] panel) {
    int i = 0;
    for (int k = first; k < first + depth; k++) {
      int at = base + offsets[k];
      FloatVector.fromArray(F, source, at).intoArray(panel, i + B0);
      FloatVector.fromArray(F, source, at + L).intoArray(panel, i + B1);
      i += L;
    }
  }

  @Override
  void multiply(
      int depth,
      float[] a,
      int aAt,
      float[] panel,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00;
    FloatVector c01;
    FloatVector c10;
    FloatVector c11;
    FloatVector c20;
    FloatVector c21;
    FloatVector c30;
    FloatVector c31;
    FloatVector c40;
    FloatVector c41;
    FloatVector c50;
    FloatVector c51;
    int row = cAt;
    if (start == null) {
      c00 = FloatVector.fromArray(F, c, row);
      c01 = FloatVector.fromArray(F, c, row + L);
      row += cStride;
      c10 = FloatVector.fromArray(F, c, row);
      c11 = FloatVector.fromArray(F, c, row + L);
      row += cStride;
      c20 = FloatVector.fromArray(F, c, row);
      c21 = FloatVector.fromArray(F, c, row + L);
      row += cStride;
      c30 = FloatVector.fromArray(F, c, row);
      c31 = FloatVector.fromArray(F, c, row + L);
      row += cStride;
      c40 = FloatVector.fromArray(F, c, row);
      c41 = FloatVector.fromArray(F, c, row + L);
      row += cStride;
      c50 = FloatVector.fromArray(F, c, row);
      c51 = FloatVector.fromArray(F, c, row + L);
      row = cAt;
    } else {
      c00 = FloatVector.broadcast(F, start[startAt]);
      c01 = c00;
      c10 = FloatVector.broadcast(F, start[startAt + 1]);
      c11 = c10;
      c20 = FloatVector.broadcast(F, start[startAt + 2]);
      c21 = c20;
      c30 = FloatVector.broadcast(F, start[startAt + 3]);
      c31 = c30;
      c40 = FloatVector.broadcast(F, start[startAt + 4]);
      c41 = c40;
      c50 = FloatVector.broadcast(F, start[startAt + 5]);
      c51 = c50;
    }
    for (int i = 0; i < depth * STEP; i += STEP) {
      FloatVector b0 = FloatVector.fromArray(F, panel, i + B0);
      FloatVector b1 = FloatVector.fromArray(F, panel, i + B1);
      FloatVector v = FloatVector.broadcast(F, a[i]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(F, a[i + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(F, a[i + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(F, a[i + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(F, a[i + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(F, a[i + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
    }
    c00.intoArray(c, row);
    c01.intoArray(c, row + L);
    row += cStride;
    c10.intoArray(c, row);
    c11.intoArray(c, row + L);
    row += cStride;
    c20.intoArray(c, row);
    c21.intoArray(c, row + L);
    row += cStride;
    c30.intoArray(c, row);
    c31.intoArray(c, row + L);
    row += cStride;
    c40.intoArray(c, row);
    c41.intoArray(c, row + L);
    row += cStride;
    c50.intoArray(c, row);
    c51.intoArray(c, row + L);
  }
}
