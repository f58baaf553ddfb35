package adjoint.tensor.backend;

import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.ops.Planes;
import java.util.Arrays;

/** The pooling of {@link ScalarBackend}; every plane is a task of its own. */
final class ScalarPooling {
  private ScalarPooling() {}

  // ---- maximum --------------------------------------------------------------------------------

  /** See {@link Backend#maxPool2d}: first along the rows, then along the columns. */
  static void max(Tensor x, Pool2dOptions options, Tensor out) {
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Parallel.forEach(to.count(), plane -> to.write(plane, maxPlane(from, plane, options, to)));
  }

  private static double[] maxPlane(Planes from, int plane, Pool2dOptions options, Planes to) {
    double[] image = from.read(plane);
    double[][] rows = new double[from.height()][];
    for (int y = 0; y < from.height(); y++) {
      rows[y] = maxAlongRow(image, y * from.width(), from.width(), options, to.width());
    }
    double[] result = new double[to.height() * to.width()];
    double[] best = new double[to.width()];
    for (int i = 0; i < to.height(); i++) {
      int top = i * options.strideY() - options.paddingY();
      int bottom = Math.min(top + options.kernelY(), from.height());
      Arrays.fill(best, Double.NEGATIVE_INFINITY);
      for (int y = Math.max(top, 0); y < bottom; y++) {
        takeLarger(best, rows[y], best.length);
      }
      System.arraycopy(best, 0, result, i * best.length, best.length);
    }
    return result;
  }

  private static double[] maxAlongRow(
      double[] image, int start, int width, Pool2dOptions options, int outputWidth) {
    double[] best = new double[outputWidth];
    double[] shifted = new double[outputWidth];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    int stride = options.strideX();
    for (int v = 0; v < options.kernelX(); v++) {
      int shift = v - options.paddingX();
      int first = Math.min(outputWidth, Math.max(0, Panel.ceilDiv(-shift, stride)));
      int end = Math.min(outputWidth, Math.max(first, Panel.ceilDiv(width - shift, stride)));
      Arrays.fill(shifted, Double.NEGATIVE_INFINITY);
      for (int j = first; j < end; j++) {
        shifted[j] = image[start + j * stride + shift];
      }
      takeLarger(best, shifted, outputWidth);
    }
    return best;
  }

  private static void takeLarger(double[] best, double[] candidates, int count) {
    for (int j = 0; j < count; j++) {
      best[j] = Math.max(best[j], candidates[j]);
    }
  }

  /** See {@link Backend#maxPool2d}. */
  static void maxWithIndices(Tensor x, Pool2dOptions options, Tensor out, Tensor indices) {
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Planes positions = new Planes(indices);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] image = from.read(plane);
          double[] values = new double[to.height() * to.width()];
          long[] winners = new long[values.length];
          for (int p = 0; p < values.length; p++) {
            int top = p / to.width() * options.strideY() - options.paddingY();
            int left = p % to.width() * options.strideX() - options.paddingX();
            int bottom = Math.min(top + options.kernelY(), from.height());
            int right = Math.min(left + options.kernelX(), from.width());
            int winner = from.largest(image, Math.max(top, 0), bottom, Math.max(left, 0), right);
            winners[p] = winner;
            values[p] = image[winner];
          }
          to.write(plane, values);
          positions.write(plane, winners);
        });
  }

  // ---- average --------------------------------------------------------------------------------

  /** See {@link Backend#avgPool2d}. */
  static void average(Tensor x, Pool2dOptions options, boolean countPadding, Tensor out) {
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] image = from.read(plane);
          double[] values = new double[to.height() * to.width()];
          forEachWindow(
              options,
              countPadding,
              from,
              to,
              (output, top, bottom, left, right, divisor) ->
                  values[output] = from.sum(image, top, bottom, left, right) / divisor);
          to.write(plane, values);
        });
  }

  /** See {@link Backend#avgPool2dGradient}. */
  static void averageGradient(
      Tensor gradient, Pool2dOptions options, boolean countPadding, Tensor out) {
    Planes from = new Planes(gradient);
    Planes to = new Planes(out);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] values = from.read(plane);
          double[] image = new double[to.height() * to.width()];
          forEachWindow(
              options,
              countPadding,
              to,
              from,
              (output, top, bottom, left, right, divisor) ->
                  to.add(image, top, bottom, left, right, values[output] / divisor));
          to.write(plane, image);
        });
  }

  /** One window, clipped to the image; {@code bottom} and {@code right} are excluded. */
  @FunctionalInterface
  private interface Window {
    void visit(int output, int top, int bottom, int left, int right, double divisor);
  }

  private static void forEachWindow(
      Pool2dOptions options, boolean countPadding, Planes image, Planes output, Window window) {
    for (int i = 0; i < output.height(); i++) {
      int top = i * options.strideY() - options.paddingY();
      int bottom = Math.min(top + options.kernelY(), image.height());
      top = Math.max(top, 0);
      for (int j = 0; j < output.width(); j++) {
        int left = j * options.strideX() - options.paddingX();
        int right = Math.min(left + options.kernelX(), image.width());
        left = Math.max(left, 0);
        double divisor =
            countPadding
                ? (double) options.kernelY() * options.kernelX()
                : (double) (bottom - top) * (right - left);
        window.visit(i * output.width() + j, top, bottom, left, right, divisor);
      }
    }
  }
}
