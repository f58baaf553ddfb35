package adjoint.tensor.backend;

import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Normalisation of the channels of contiguous F32 tensors, N x C x ..., in as few passes over
 * memory as there can be: one channel at a time, so that it stays in the cache in between, and in
 * it one stretch of a plane after the other. A sum's stretches are added in their order, in double
 * precision, whatever the number of threads.
 */
final class ScalarChannelNorm {
  private static final int BLOCK = ChannelLoops.BLOCK;
  private static final int LANES = ChannelLoops.LANES;

  private final ChannelLoops loops;
  private final float[] x;
  private final int start;
  private final int images;
  private final int channels;
  private final int pixels;

  private ScalarChannelNorm(ChannelLoops loops, Tensor x) {
    this.loops = loops;
    this.x = x.storage().floats();
    start = x.layout().offset();
    images = x.size(0);
    channels = x.size(1);
    pixels = x.elementCount() / Math.max(1, images * channels);
  }

  /** What is done with a stretch of a channel: where it starts, and how long it is. */
  private interface Stretch {
    void accept(int at, int count);
  }

  private void forEachStretch(int channel, Stretch work) {
    for (int image = 0; image < images; image++) {
      int plane = (image * channels + channel) * pixels;
      for (int at = plane; at < plane + pixels; at += BLOCK) {
        work.accept(at, Math.min(BLOCK, plane + pixels - at));
      }
    }
  }

  /** Two sums over a channel. */
  private static final class Sums {
    final float[] lanes = new float[2 * LANES];
    double first;
    double second;

    /** Adds the lanes of a stretch, and empties them. */
    void add() {
      first += total(0);
      second += total(LANES);
      Arrays.fill(lanes, 0f);
    }

    private double total(int from) {
      double total = 0;
      for (int i = from; i < from + LANES; i++) {
        total += lanes[i];
      }
      return total;
    }
  }

  /** The mean and the biased variance of each channel. */
  static void moments(ChannelLoops loops, Tensor x, Tensor mean, Tensor variance) {
    ScalarChannelNorm norm = new ScalarChannelNorm(loops, x);
    double count = (double) norm.images * norm.pixels;
    Parallel.forEach(
        norm.channels,
        c -> {
          // From a number close to the mean, so that the squares keep their digits.
          float middle = norm.middle(c);
          Sums sums = new Sums();
          norm.forEachStretch(
              c,
              (at, length) -> {
                loops.deviations(norm.x, norm.start + at, middle, length, sums.lanes);
                sums.add();
              });
          double average = sums.first / count;
          mean.storage().setDouble(c, middle + average);
          variance.storage().setDouble(c, Math.max(0, sums.second / count - average * average));
        });
  }

  /** The mean of the channel's first stretch. */
  private float middle(int channel) {
    if (images * pixels == 0) {
      return Float.NaN;
    }
    int first = start + channel * pixels;
    int count = Math.min(BLOCK, pixels);
    Sums sums = new Sums();
    loops.deviations(x, first, x[first], count, sums.lanes);
    sums.add();
    return (float) (x[first] + sums.first / count);
  }

  /** {@code out = (x - mean) scale + shift}, per channel, and the activation if there is one. */
  static void normalise(
      ChannelLoops loops,
      Tensor x,
      Tensor mean,
      Tensor scale,
      Tensor shift,
      boolean silu,
      Tensor out) {
    ScalarChannelNorm norm = new ScalarChannelNorm(loops, x);
    float[] y = out.storage().floats();
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          float a = (float) scale.storage().getDouble(c);
          float b = (float) shift.storage().getDouble(c);
          norm.forEachStretch(
              c,
              (at, count) -> {
                loops.scale(norm.x, norm.start + at, m, a, b, y, at, count);
                if (silu) {
                  loops.silu(y, at, count);
                }
              });
        });
  }

  /**
   * The reverse: with {@code h = (x - mean) r}, {@code gx = w r (g - mean(g) - h mean(g h))},
   * {@code gw = sum(g h)}, {@code gb = sum(g)}; where there is an activation, g is the gradient
   * behind it times its slope at {@code w h + shift}.
   */
  static void gradient(
      ChannelLoops loops,
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor r,
      Tensor weight,
      Tensor shift,
      boolean silu,
      Tensor gx,
      Tensor gw,
      Tensor gb) {
    ScalarChannelNorm norm = new ScalarChannelNorm(loops, x);
    float[] behind = gradient.storage().floats();
    int startBehind = gradient.layout().offset();
    float[] out = gx.storage().floats();
    float[] g = silu ? out : behind;
    int startG = silu ? 0 : startBehind;
    double count = (double) norm.images * norm.pixels;
    Parallel.forEach(
        norm.channels,
        c -> {
          float m = (float) mean.storage().getDouble(c);
          double root = r.storage().getDouble(c);
          float a = (float) root * (float) weight.storage().getDouble(c);
          float b = silu ? (float) shift.storage().getDouble(c) : 0;
          Sums sums = new Sums();
          norm.forEachStretch(
              c,
              (at, length) -> {
                int from = norm.start + at;
                if (silu) {
                  loops.scale(norm.x, from, m, a, b, out, at, length);
                  loops.siluGradient(out, at, behind, startBehind + at, length);
                }
                loops.products(g, startG + at, norm.x, from, m, length, sums.lanes);
                sums.add();
              });
          gb.storage().setDouble(c, sums.first);
          gw.storage().setDouble(c, sums.second * root);
          float meanG = (float) (sums.first / count);
          float d = (float) (sums.second * root * root / count);
          norm.forEachStretch(
              c,
              (at, length) ->
                  loops.project(
                      g, startG + at, norm.x, norm.start + at, m, a, meanG, d, out, at, length));
        });
  }
}
