package adjoint.tensor.backend;

/**
 * The inner loops of a channel's normalisation, over stretches that stay in the first-level cache:
 * in plain Java here, and with the same bits elsewhere.
 *
 * <p>Sums are taken in {@link #LANES} lanes of single precision, element i in lane i mod LANES,
 * which a vector unit can do, and over no more than {@link #BLOCK} elements, so that they lose next
 * to nothing. The caller adds the lanes in double precision.
 */
public class ChannelLoops {
  /** Lanes of a sum: a multiple of the elements of any vector. */
  public static final int LANES = 16;

  /** The most elements of a stretch. */
  public static final int BLOCK = 2048;

  /** Only {@link ScalarBackend} and its descendants need these. */
  protected ChannelLoops() {}

  /** {@code y[at + i] = (x[from + i] - m) a + b}. */
  public void scale(float[] x, int from, float m, float a, float b, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = (x[from + i] - m) * a + b;
    }
  }

  /** {@code y[at + i] = silu(y[at + i])}, with the bits of {@link FloatMath}. */
  public void silu(float[] y, int at, int count) {
    for (int i = at; i < at + count; i++) {
      y[i] = FloatMath.silu(y[i]);
    }
  }

  /** {@code z[from + i] = silu'(z[from + i]) g[at + i]}, with the bits of {@link FloatMath}. */
  public void siluGradient(float[] z, int from, float[] g, int at, int count) {
    for (int i = 0; i < count; i++) {
      z[from + i] = FloatMath.siluGradient(z[from + i], g[at + i]);
    }
  }

  /**
   * Sums {@code d = x[from + i] - m} and their squares.
   *
   * @param sums to add to: the lanes of the first sum, then those of the second
   */
  public void deviations(float[] x, int from, float m, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      float d = x[from + i] - m;
      sums[i % LANES] += d;
      sums[LANES + i % LANES] += d * d;
    }
  }

  /**
   * Sums {@code g[at + i]} and {@code g[at + i] (x[from + i] - m)}.
   *
   * @param sums to add to: the lanes of the first sum, then those of the second
   */
  public void products(float[] g, int at, float[] x, int from, float m, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      sums[i % LANES] += g[at + i];
      sums[LANES + i % LANES] += g[at + i] * (x[from + i] - m);
    }
  }

  /** {@code out[to + i] = (g[at + i] - b - (x[from + i] - m) d) a}. */
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
    for (int i = 0; i < count; i++) {
      out[to + i] = (g[at + i] - b - (x[from + i] - m) * d) * a;
    }
  }
}
