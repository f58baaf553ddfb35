package adjoint.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows of three 128-bit vectors: 24 sums, three columns and a weight in the 32 registers of
 * NEON.
 */
final class Tile128 extends TileKernel {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_128;
  private static final int L = 4;
  private static final int STEP = 8;
  private static final int B0 = ALIGNED;
  private static final int B1 = B0 + PANEL_DEPTH * L + GAP;
  private static final int B2 = B1 + PANEL_DEPTH * L + GAP;

  Tile128() {
    super(128, 8, 3 * L, STEP, ALIGNED + 3 * (PANEL_DEPTH * L + GAP));
  }

  @Override
  void pack(float[] source, int base, int[] offsets, int first, int depth, float[] panel) {
    int i = 0;
    for (int k = first; k < first + depth; k++) {
      int at = base + offsets[k];
      FloatVector.fromArray(F, source, at).intoArray(panel, i + B0);
      FloatVector.fromArray(F, source, at + L).intoArray(panel, i + B1);
      FloatVector.fromArray(F, source, at + 2 * L).intoArray(panel, i + B2);
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
    FloatVector c02;
    FloatVector c10;
    FloatVector c11;
    FloatVector c12;
    FloatVector c20;
    FloatVector c21;
    FloatVector c22;
    FloatVector c30;
    FloatVector c31;
    FloatVector c32;
    FloatVector c40;
    FloatVector c41;
    FloatVector c42;
    FloatVector c50;
    FloatVector c51;
    FloatVector c52;
    FloatVector c60;
    FloatVector c61;
    FloatVector c62;
    FloatVector c70;
    FloatVector c71;
    FloatVector c72;
    int row = cAt;
    if (start == null) {
      c00 = FloatVector.fromArray(F, c, row);
      c01 = FloatVector.fromArray(F, c, row + L);
      c02 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c10 = FloatVector.fromArray(F, c, row);
      c11 = FloatVector.fromArray(F, c, row + L);
      c12 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c20 = FloatVector.fromArray(F, c, row);
      c21 = FloatVector.fromArray(F, c, row + L);
      c22 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c30 = FloatVector.fromArray(F, c, row);
      c31 = FloatVector.fromArray(F, c, row + L);
      c32 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c40 = FloatVector.fromArray(F, c, row);
      c41 = FloatVector.fromArray(F, c, row + L);
      c42 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c50 = FloatVector.fromArray(F, c, row);
      c51 = FloatVector.fromArray(F, c, row + L);
      c52 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c60 = FloatVector.fromArray(F, c, row);
      c61 = FloatVector.fromArray(F, c, row + L);
      c62 = FloatVector.fromArray(F, c, row + 2 * L);
      row += cStride;
      c70 = FloatVector.fromArray(F, c, row);
      c71 = FloatVector.fromArray(F, c, row + L);
      c72 = FloatVector.fromArray(F, c, row + 2 * L);
      row = cAt;
    } else {
      c00 = FloatVector.broadcast(F, start[startAt]);
      c01 = c00;
      c02 = c00;
      c10 = FloatVector.broadcast(F, start[startAt + 1]);
      c11 = c10;
      c12 = c10;
      c20 = FloatVector.broadcast(F, start[startAt + 2]);
      c21 = c20;
      c22 = c20;
      c30 = FloatVector.broadcast(F, start[startAt + 3]);
      c31 = c30;
      c32 = c30;
      c40 = FloatVector.broadcast(F, start[startAt + 4]);
      c41 = c40;
      c42 = c40;
      c50 = FloatVector.broadcast(F, start[startAt + 5]);
      c51 = c50;
      c52 = c50;
      c60 = FloatVector.broadcast(F, start[startAt + 6]);
      c61 = c60;
      c62 = c60;
      c70 = FloatVector.broadcast(F, start[startAt + 7]);
      c71 = c70;
      c72 = c70;
    }
    for (int i = 0; i < depth * L; i += L) {
      FloatVector b0 = FloatVector.fromArray(F, panel, i + B0);
      FloatVector b1 = FloatVector.fromArray(F, panel, i + B1);
      FloatVector b2 = FloatVector.fromArray(F, panel, i + B2);
      FloatVector v = FloatVector.broadcast(F, a[2 * i]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(F, a[2 * i + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(F, a[2 * i + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(F, a[2 * i + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      v = FloatVector.broadcast(F, a[2 * i + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      c42 = v.fma(b2, c42);
      v = FloatVector.broadcast(F, a[2 * i + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      c52 = v.fma(b2, c52);
      v = FloatVector.broadcast(F, a[2 * i + 6]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      c62 = v.fma(b2, c62);
      v = FloatVector.broadcast(F, a[2 * i + 7]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
      c72 = v.fma(b2, c72);
    }
    c00.intoArray(c, row);
    c01.intoArray(c, row + L);
    c02.intoArray(c, row + 2 * L);
    row += cStride;
    c10.intoArray(c, row);
    c11.intoArray(c, row + L);
    c12.intoArray(c, row + 2 * L);
    row += cStride;
    c20.intoArray(c, row);
    c21.intoArray(c, row + L);
    c22.intoArray(c, row + 2 * L);
    row += cStride;
    c30.intoArray(c, row);
    c31.intoArray(c, row + L);
    c32.intoArray(c, row + 2 * L);
    row += cStride;
    c40.intoArray(c, row);
    c41.intoArray(c, row + L);
    c42.intoArray(c, row + 2 * L);
    row += cStride;
    c50.intoArray(c, row);
    c51.intoArray(c, row + L);
    c52.intoArray(c, row + 2 * L);
    row += cStride;
    c60.intoArray(c, row);
    c61.intoArray(c, row + L);
    c62.intoArray(c, row + 2 * L);
    row += cStride;
    c70.intoArray(c, row);
    c71.intoArray(c, row + L);
    c72.intoArray(c, row + 2 * L);
  }
}
