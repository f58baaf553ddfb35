package adjoint.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six rows of two 256-bit vectors: 12 sums, two columns and one weight in the 16 registers of AVX2.
 *
 * <p>Two terms per turn of the loop, since with so few sums the loop's own instructions count.
 */
final class Tile256 extends TileKernel {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_256;
  private static final int L = 8;
  private static final int ROWS = 6;

  Tile256() {
    super(256, ROWS, 2 * L);
  }

  @Override
  void multiply(
      int depth,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int[] offsets,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00, c01;
    FloatVector c10, c11;
    FloatVector c20, c21;
    FloatVector c30, c31;
    FloatVector c40, c41;
    FloatVector c50, c51;
    if (start == null) {
      int row = cAt;
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
    int weight = aAt;
    int k = 0;
    if ((depth & 1) != 0) {
      int at0 = bAt + offsets[0];
      FloatVector b00 = FloatVector.fromArray(F, b, at0);
      FloatVector b01 = FloatVector.fromArray(F, b, at0 + L);
      FloatVector v = FloatVector.broadcast(F, a[weight]);
      c00 = v.fma(b00, c00);
      c01 = v.fma(b01, c01);
      v = FloatVector.broadcast(F, a[weight + 1]);
      c10 = v.fma(b00, c10);
      c11 = v.fma(b01, c11);
      v = FloatVector.broadcast(F, a[weight + 2]);
      c20 = v.fma(b00, c20);
      c21 = v.fma(b01, c21);
      v = FloatVector.broadcast(F, a[weight + 3]);
      c30 = v.fma(b00, c30);
      c31 = v.fma(b01, c31);
      v = FloatVector.broadcast(F, a[weight + 4]);
      c40 = v.fma(b00, c40);
      c41 = v.fma(b01, c41);
      v = FloatVector.broadcast(F, a[weight + 5]);
      c50 = v.fma(b00, c50);
      c51 = v.fma(b01, c51);
      weight += ROWS;
      k = 1;
    }
    for (; k < depth; k += 2) {
      int at0 = bAt + offsets[k];
      FloatVector b00 = FloatVector.fromArray(F, b, at0);
      FloatVector b01 = FloatVector.fromArray(F, b, at0 + L);
      FloatVector v = FloatVector.broadcast(F, a[weight]);
      c00 = v.fma(b00, c00);
      c01 = v.fma(b01, c01);
      v = FloatVector.broadcast(F, a[weight + 1]);
      c10 = v.fma(b00, c10);
      c11 = v.fma(b01, c11);
      v = FloatVector.broadcast(F, a[weight + 2]);
      c20 = v.fma(b00, c20);
      c21 = v.fma(b01, c21);
      v = FloatVector.broadcast(F, a[weight + 3]);
      c30 = v.fma(b00, c30);
      c31 = v.fma(b01, c31);
      v = FloatVector.broadcast(F, a[weight + 4]);
      c40 = v.fma(b00, c40);
      c41 = v.fma(b01, c41);
      v = FloatVector.broadcast(F, a[weight + 5]);
      c50 = v.fma(b00, c50);
      c51 = v.fma(b01, c51);
      int at1 = bAt + offsets[k + 1];
      FloatVector b10 = FloatVector.fromArray(F, b, at1);
      FloatVector b11 = FloatVector.fromArray(F, b, at1 + L);
      v = FloatVector.broadcast(F, a[weight + ROWS]);
      c00 = v.fma(b10, c00);
      c01 = v.fma(b11, c01);
      v = FloatVector.broadcast(F, a[weight + ROWS + 1]);
      c10 = v.fma(b10, c10);
      c11 = v.fma(b11, c11);
      v = FloatVector.broadcast(F, a[weight + ROWS + 2]);
      c20 = v.fma(b10, c20);
      c21 = v.fma(b11, c21);
      v = FloatVector.broadcast(F, a[weight + ROWS + 3]);
      c30 = v.fma(b10, c30);
      c31 = v.fma(b11, c31);
      v = FloatVector.broadcast(F, a[weight + ROWS + 4]);
      c40 = v.fma(b10, c40);
      c41 = v.fma(b11, c41);
      v = FloatVector.broadcast(F, a[weight + ROWS + 5]);
      c50 = v.fma(b10, c50);
      c51 = v.fma(b11, c51);
      weight += 2 * ROWS;
    }
    int row = cAt;
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
