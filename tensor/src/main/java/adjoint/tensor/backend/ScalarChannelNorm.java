package adjoint.tensor.backend;

import adjoint.tensor.Tensor;

/**
 * Normalisation of the channels of contiguous F32 tensors, N x C x ..., in as few passes over
 * memory as there can be: one channel at a time, so that it stays in the cache in between. Sums are
 * taken in double precision, in eight lanes for each image, from image to image.
 */
final class ScalarChannelNorm {
  private static final int LANES = 4;

  /** Elements that stay in the first cache. */
  private static final int BLOCK = 2048;

  private final float[] x;
  private final int start;
  private final int images;
  private final int channels;
  private final int pixels;

  private ScalarChannelNorm(Tensor x) {
    this.x = x.storage().floats();
    start = x.layout().offset();
    images = x.size(0);
    channels = x.size(1);
    pixels = x.elementCount() / Math.max(1, images * channels);
  }

  private int plane(int image, int channel) {
    return (image * channels + channel) * pixels;
  }

  /** The mean and the biased variance of each channel. */
  static void moments(Tensor x, Tensor mean, Tensor variance) {
    ScalarChannelNorm norm = new ScalarChannelNorm(x);
    double count = (double) norm.images * norm.pixels;
    Parallel.forEach(
        norm.channels,
        c -> {
          // From a number of the channel's own size, so that the squares keep their digits.
          float middle = norm.x[norm.start + norm.plane(0, c)];
          double[] sums = norm.sums(c, norm.x, norm.start, middle);
          double distance = sums[0] - count * middle;
          double squares = sums[1] - middle * distance;
          double average = distance / count;
          mean.storage().setDouble(c, middle + average);
          variance.storage().setDouble(c, Math.max(0, squares / count - average * average));
        });
  }

  /** The loops over an activation, which a backend may have better ones for. */
  interface Silu {
    /** Replaces elements by their activation. */
    void apply(float[] values, int from, int count);

    /** {@code z[from + i] = silu'(z[from + i]) g[at + i]}. */
    void gradient(float[] z, int from, float[] g, int at, int count);
  }

  /** {@code out = (x - mean) scale + shift}, per channel, and the activation unless it is null. */
  static void normalise(Tensor x, Tensor mean, Tensor scale, Tensor shift, Silu silu, Tensor out) {
    ScalarChannelNorm norm = new ScalarChannelNorm(x);
    float[] y = out.storage().floats();
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          float a = (float) scale.storage().getDouble(c);
          float b = (float) shift.storage().getDouble(c);
          for (int n = 0; n < norm.images; n++) {
            int plane = norm.plane(n, c);
            for (int at = plane; at < plane + norm.pixels; at += BLOCK) {
              int count = Math.min(BLOCK, plane + norm.pixels - at);
              line(norm.x, norm.start, m, a, b, y, at, at + count);
              if (silu != null) {
                silu.apply(y, at, count);
              }
            }
          }
        });
  }

  private static void line(
      float[] x, int shift, float m, float a, float b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (x[i + shift] - m) * a + b;
    }
  }

  /**
   * The reverse: with {@code h = (x - mean) r}, {@code gx = w r (g - mean(g) - h mean(g h))},
   * {@code gw = sum(g h)}, {@code gb = sum(g)}; where there is an activation, g is the gradient
   * behind it times its slope at {@code w h + shift}.
   */
  static void gradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor r,
      Tensor weight,
      Tensor shift,
      Silu silu,
      Tensor gx,
      Tensor gw,
      Tensor gb) {
    ScalarChannelNorm norm = new ScalarChannelNorm(x);
    float[] g = gradient.storage().floats();
    int startG = gradient.layout().offset();
    float[] out = gx.storage().floats();
    double count = (double) norm.images * norm.pixels;
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          double root = r.storage().getDouble(c);
          float a = (float) root * (float) weight.storage().getDouble(c);
          double[] sums;
          if (silu == null) {
            sums = norm.sums(c, g, startG, m);
          } else {
            float b = (float) shift.storage().getDouble(c);
            sums = norm.slopes(c, g, startG, m, a, b, silu, out);
          }
          gb.storage().setDouble(c, sums[0]);
          gw.storage().setDouble(c, sums[1] * root);
          float b = (float) (sums[0] / count);
          float d = (float) (sums[1] * root * root / count);
          float[] from = silu == null ? g : out;
          int start = silu == null ? startG : 0;
          for (int n = 0; n < norm.images; n++) {
            int at = norm.plane(n, c);
            reverse(from, start, norm.x, norm.start, m, a, b, d, out, at, at + norm.pixels);
          }
        });
  }

  private static void reverse(
      float[] g,
      int startG,
      float[] x,
      int startX,
      float m,
      float a,
      float b,
      float d,
      float[] out,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      out[i] = (g[i + startG] - b - (x[i + startX] - m) * d) * a;
    }
  }

  /** Writes the gradient before the activation, and returns its {@link #sums}. */
  private double[] slopes(
      int channel, float[] g, int startG, float m, float a, float b, Silu silu, float[] out) {
    double[] plain = new double[LANES];
    double[] weighted = new double[LANES];
    for (int n = 0; n < images; n++) {
      int plane = plane(n, channel);
      for (int at = plane; at < plane + pixels; at += BLOCK) {
        int count = Math.min(BLOCK, plane + pixels - at);
        line(x, start, m, a, b, out, at, at + count);
        silu.gradient(out, at, g, startG + at, count);
        addPlane(out, at, x, start + at, count, m, plain, weighted);
      }
    }
    return new double[] {total(plain), total(weighted)};
  }

  /** The sum of a, and the sum of a (x - m). */
  private double[] sums(int channel, float[] a, int startA, float m) {
    double[] plain = new double[LANES];
    double[] weighted = new double[LANES];
    for (int n = 0; n < images; n++) {
      int at = plane(n, channel);
      addPlane(a, startA + at, x, start + at, pixels, m, plain, weighted);
    }
    return new double[] {total(plain), total(weighted)};
  }

  private static double total(double... lanes) {
    return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
  }

  private static void addPlane(
      float[] a,
      int fromA,
      float[] x,
      int fromX,
      int count,
      float m,
      double[] plain,
      double[] weighted) {
    double p0 = 0;
    double p1 = 0;
    double p2 = 0;
    double p3 = 0;
    double w0 = 0;
    double w1 = 0;
    double w2 = 0;
    double w3 = 0;
    int whole = count - count % 4;
    for (int i = 0; i < whole; i += 4) {
      double a0 = a[fromA + i];
      double a1 = a[fromA + i + 1];
      double a2 = a[fromA + i + 2];
      double a3 = a[fromA + i + 3];
      p0 += a0;
      p1 += a1;
      p2 += a2;
      p3 += a3;
      w0 += a0 * (x[fromX + i] - m);
      w1 += a1 * (x[fromX + i + 1] - m);
      w2 += a2 * (x[fromX + i + 2] - m);
      w3 += a3 * (x[fromX + i + 3] - m);
    }
    for (int i = whole; i < count; i++) {
      p0 += a[fromA + i];
      w0 += (double) a[fromA + i] * (x[fromX + i] - m);
    }
    plain[0] += p0;
    plain[1] += p1;
    plain[2] += p2;
    plain[3] += p3;
    weighted[0] += w0;
    weighted[1] += w1;
    weighted[2] += w2;
    weighted[3] += w3;
  }
}
