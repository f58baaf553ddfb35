package adjoint.tensor.vector;

import adjoint.tensor.backend.ChannelLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of a channel's normalisation with vectors; use them when {@link WarmUp#trainingReady}.
 */
final class VectorChannelLoops extends ChannelLoops {
  static final VectorChannelLoops INSTANCE = new VectorChannelLoops();

  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();
  private static final ThreadLocal<float[]> SIGMOIDS =
      ThreadLocal.withInitial(() -> new float[BLOCK]);

  private VectorChannelLoops() {}

  @Override
  public void scale(float[] x, int from, float m, float a, float b, float[] y, int at, int count) {
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector d = FloatVector.fromArray(F, x, from + i).sub(m);
      d.mul(a).add(b).intoArray(y, at + i);
    }
    super.scale(x, from + i, m, a, b, y, at + i, count - i);
  }

  @Override
  public void silu(float[] y, int at, int count) {
    VectorLoops.silu(y, at, y, at, count);
  }

  @Override
  public void siluGradient(float[] z, int from, float[] g, int at, int count) {
    float[] s = SIGMOIDS.get();
    VectorLoops.sigmoid(z, from, s, 0, count);
    VectorLoops.siluSlope(z, from, s, 0, g, at, z, from, count);
  }

  @Override
  public void deviations(float[] x, int from, float m, int count, float[] sums) {
    int whole = count - count % LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      FloatVector plain = FloatVector.fromArray(F, sums, lane);
      FloatVector squares = FloatVector.fromArray(F, sums, LANES + lane);
      for (int i = lane; i < whole; i += LANES) {
        FloatVector d = FloatVector.fromArray(F, x, from + i).sub(m);
        plain = plain.add(d);
        squares = squares.add(d.mul(d));
      }
      plain.intoArray(sums, lane);
      squares.intoArray(sums, LANES + lane);
    }
    super.deviations(x, from + whole, m, count - whole, sums);
  }

  @Override
  public void products(float[] g, int at, float[] x, int from, float m, int count, float[] sums) {
    int whole = count - count % LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      FloatVector plain = FloatVector.fromArray(F, sums, lane);
      FloatVector weighted = FloatVector.fromArray(F, sums, LANES + lane);
      for (int i = lane; i < whole; i += LANES) {
        FloatVector slope = FloatVector.fromArray(F, g, at + i);
        plain = plain.add(slope);
        weighted = weighted.add(slope.mul(FloatVector.fromArray(F, x, from + i).sub(m)));
      }
      plain.intoArray(sums, lane);
      weighted.intoArray(sums, LANES + lane);
    }
    super.products(g, at + whole, x, from + whole, m, count - whole, sums);
  }

  @Override
  public void project(
      float[] g,
      int at,
      float[] x,
      int from,
      float m,
      float a,
      float b,
      float d,
      float[] out,
      int to,
      int count) {
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector along = FloatVector.fromArray(F, x, from + i).sub(m).mul(d);
      FloatVector rest = FloatVector.fromArray(F, g, at + i).sub(b).sub(along);
      rest.mul(a).intoArray(out, to + i);
    }
    super.project(g, at + i, x, from + i, m, a, b, d, out, to + i, count - i);
  }
}
