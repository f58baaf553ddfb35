package adjoint.tensor.backend;

import adjoint.tensor.Tensor;

/**
 * Normalisation of the channels of contiguous F32 tensors, N x C x ..., in as few passes over
 * memory as there can be: one channel at a time, so that it stays in the cache in between. Sums are
 * taken in double precision, in eight lanes for each image, from image to image.
 */
final class ScalarChannelNorm {
  private static final int LANES = Lanes.COUNT;

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
          double average = norm.sum(c) / count;
          mean.storage().setDouble(c, average);
          variance.storage().setDouble(c, norm.squares(c, (float) average) / count);
        });
  }

  private double sum(int channel) {
    double[] lanes = new double[LANES];
    for (int n = 0; n < images; n++) {
      sumPlane(x, start + plane(n, channel), pixels, lanes);
    }
    return Lanes.combine(ReduceOp.SUM, lanes);
  }

  private static void sumPlane(float[] x, int from, int count, double[] lanes) {
    double l0 = lanes[0];
    double l1 = lanes[1];
    double l2 = lanes[2];
    double l3 = lanes[3];
    double l4 = lanes[4];
    double l5 = lanes[5];
    double l6 = lanes[6];
    double l7 = lanes[7];
    int whole = from + count - count % LANES;
    for (int i = from; i < whole; i += LANES) {
      l0 += x[i];
      l1 += x[i + 1];
      l2 += x[i + 2];
      l3 += x[i + 3];
      l4 += x[i + 4];
      l5 += x[i + 5];
      l6 += x[i + 6];
      l7 += x[i + 7];
    }
    for (int i = whole; i < from + count; i++) {
      l0 += x[i];
    }
    store(lanes, l0, l1, l2, l3, l4, l5, l6, l7);
  }

  private static void store(
      double[] lanes,
      double l0,
      double l1,
      double l2,
      double l3,
      double l4,
      double l5,
      double l6,
      double l7) {
    lanes[0] = l0;
    lanes[1] = l1;
    lanes[2] = l2;
    lanes[3] = l3;
    lanes[4] = l4;
    lanes[5] = l5;
    lanes[6] = l6;
    lanes[7] = l7;
  }

  /** The sum of squared distances from a number, in double precision. */
  private double squares(int channel, float middle) {
    double[] lanes = new double[LANES];
    for (int n = 0; n < images; n++) {
      squaresPlane(x, start + plane(n, channel), pixels, middle, lanes);
    }
    return Lanes.combine(ReduceOp.SUM, lanes);
  }

  private static void squaresPlane(float[] x, int from, int count, float middle, double[] lanes) {
    double l0 = lanes[0];
    double l1 = lanes[1];
    double l2 = lanes[2];
    double l3 = lanes[3];
    double l4 = lanes[4];
    double l5 = lanes[5];
    double l6 = lanes[6];
    double l7 = lanes[7];
    int whole = from + count - count % LANES;
    for (int i = from; i < whole; i += LANES) {
      double d0 = x[i] - middle;
      double d1 = x[i + 1] - middle;
      double d2 = x[i + 2] - middle;
      double d3 = x[i + 3] - middle;
      double d4 = x[i + 4] - middle;
      double d5 = x[i + 5] - middle;
      double d6 = x[i + 6] - middle;
      double d7 = x[i + 7] - middle;
      l0 += d0 * d0;
      l1 += d1 * d1;
      l2 += d2 * d2;
      l3 += d3 * d3;
      l4 += d4 * d4;
      l5 += d5 * d5;
      l6 += d6 * d6;
      l7 += d7 * d7;
    }
    for (int i = whole; i < from + count; i++) {
      double d = x[i] - middle;
      l0 += d * d;
    }
    store(lanes, l0, l1, l2, l3, l4, l5, l6, l7);
  }

  /** {@code out = (x - mean) scale + shift}, per channel. */
  static void normalise(Tensor x, Tensor mean, Tensor scale, Tensor shift, Tensor out) {
    ScalarChannelNorm norm = new ScalarChannelNorm(x);
    float[] y = out.storage().floats();
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          float a = (float) scale.storage().getDouble(c);
          float b = (float) shift.storage().getDouble(c);
          for (int n = 0; n < norm.images; n++) {
            int to = norm.plane(n, c);
            line(norm.x, norm.start, m, a, b, y, to, to + norm.pixels);
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
   * {@code gw = sum(g h)}, {@code gb = sum(g)}.
   */
  static void gradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor r,
      Tensor weight,
      Tensor gx,
      Tensor gw,
      Tensor gb) {
    ScalarChannelNorm norm = new ScalarChannelNorm(x);
    float[] g = gradient.storage().floats();
    int startG = gradient.layout().offset();
    float[] out = gx == null ? null : gx.storage().floats();
    double count = (double) norm.images * norm.pixels;
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          double[] sums = norm.sums(c, g, startG, m);
          double root = r.storage().getDouble(c);
          gb.storage().setDouble(c, sums[0]);
          gw.storage().setDouble(c, sums[1] * root);
          if (out != null) {
            float a = (float) (weight.storage().getDouble(weight.layout().offset() + c) * root);
            float b = (float) (sums[0] / count);
            float d = (float) (sums[1] * root * root / count);
            for (int n = 0; n < norm.images; n++) {
              int at = norm.plane(n, c);
              reverse(g, startG, norm.x, norm.start, m, a, b, d, out, at, at + norm.pixels);
            }
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

  /** The sums of g, and of g times the distance from the mean. */
  private double[] sums(int channel, float[] g, int startG, float m) {
    double[] plain = new double[LANES];
    double[] weighted = new double[LANES];
    for (int n = 0; n < images; n++) {
      int at = plane(n, channel);
      sumPlane(g, startG + at, pixels, plain);
      productsPlane(g, startG + at, x, start + at, pixels, m, weighted);
    }
    return new double[] {Lanes.combine(ReduceOp.SUM, plain), Lanes.combine(ReduceOp.SUM, weighted)};
  }

  private static void productsPlane(
      float[] g, int fromG, float[] x, int fromX, int count, float m, double[] lanes) {
    double l0 = lanes[0];
    double l1 = lanes[1];
    double l2 = lanes[2];
    double l3 = lanes[3];
    double l4 = lanes[4];
    double l5 = lanes[5];
    double l6 = lanes[6];
    double l7 = lanes[7];
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
      l0 += (double) g[fromG + i] * (x[fromX + i] - m);
      l1 += (double) g[fromG + i + 1] * (x[fromX + i + 1] - m);
      l2 += (double) g[fromG + i + 2] * (x[fromX + i + 2] - m);
      l3 += (double) g[fromG + i + 3] * (x[fromX + i + 3] - m);
      l4 += (double) g[fromG + i + 4] * (x[fromX + i + 4] - m);
      l5 += (double) g[fromG + i + 5] * (x[fromX + i + 5] - m);
      l6 += (double) g[fromG + i + 6] * (x[fromX + i + 6] - m);
      l7 += (double) g[fromG + i + 7] * (x[fromX + i + 7] - m);
    }
    for (int i = whole; i < count; i++) {
      l0 += (double) g[fromG + i] * (x[fromX + i] - m);
    }
    store(lanes, l0, l1, l2, l3, l4, l5, l6, l7);
  }
}
