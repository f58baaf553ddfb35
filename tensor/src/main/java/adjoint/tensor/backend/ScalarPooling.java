package adjoint.tensor.backend;

import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.ops.Planes;
import java.util.Arrays;

/** The pooling of {@link ScalarBackend}; every plane is a task of its own. */
final class ScalarPooling {
  private ScalarPooling() {}

  // ---- maximum --------------------------------------------------------------------------------

  /** See {@link Backend#maxPool2d}. */
  static void max(Tensor x, Pool2dOptions options, Tensor out) {
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Parallel.forEach(
        to.count(),
        plane -> {
          int width = from.width() + 2 * options.paddingX();
          double[] image = padded(from, plane, options);
          double[] rows = maxOfShifts(image, options.kernelX(), 1);
          double[] windows = maxOfShifts(rows, options.kernelY(), width);
          double[] result = new double[to.height() * to.width()];
          for (int i = 0; i < to.height(); i++) {
            int top = i * options.strideY() * width;
            for (int j = 0; j < to.width(); j++) {
              result[i * to.width() + j] = windows[top + j * options.strideX()];
            }
          }
          to.write(plane, result);
        });
  }

  /** A plane surrounded by what never wins. */
  private static double[] padded(Planes from, int plane, Pool2dOptions options) {
    int width = from.width() + 2 * options.paddingX();
    int height = from.height() + 2 * options.paddingY();
    double[] image = from.read(plane);
    double[] padded = new double[height * width];
    Arrays.fill(padded, Double.NEGATIVE_INFINITY);
    for (int y = 0; y < from.height(); y++) {
      int target = (y + options.paddingY()) * width + options.paddingX();
      System.arraycopy(image, y * from.width(), padded, target, from.width());
    }
    return padded;
  }

  /**
   * {@code max(line[i], line[i + step], ...)}, {@code count} elements each, as far as the line
   * reaches. Long loops over whole planes cost less than short ones over the windows in use.
   */
  private static double[] maxOfShifts(double[] line, int count, int step) {
    double[] best = line.clone();
    double[] shifted = new double[line.length];
    for (int i = 1; i < count; i++) {
      int length = line.length - i * step;
      System.arraycopy(line, i * step, shifted, 0, length);
      takeLarger(best, shifted, length);
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
          int[] inRows = winnersInRows(image, from, to, options);
          double[] values = new double[to.height() * to.width()];
          long[] winners = new long[values.length];
          for (int i = 0; i < to.height(); i++) {
            int top = i * options.strideY() - options.paddingY();
            int bottom = Math.min(top + options.kernelY(), from.height());
            for (int j = 0; j < to.width(); j++) {
              int winner = inRows[Math.max(top, 0) * to.width() + j];
              for (int y = Math.max(top, 0) + 1; y < bottom; y++) {
                winner = Planes.larger(image, winner, inRows[y * to.width() + j]);
              }
              winners[i * to.width() + j] = winner;
              values[i * to.width() + j] = image[winner];
            }
          }
          to.write(plane, values);
          positions.write(plane, winners);
        });
  }

  /** For each row and output column, where the largest element that the window sees there is. */
  private static int[] winnersInRows(
      double[] image, Planes from, Planes to, Pool2dOptions options) {
    int[] winners = new int[from.height() * to.width()];
    for (int j = 0; j < to.width(); j++) {
      int left = j * options.strideX() - options.paddingX();
      int right = Math.min(left + options.kernelX(), from.width());
      for (int y = 0; y < from.height(); y++) {
        int winner = y * from.width() + Math.max(left, 0);
        int end = y * from.width() + right;
        for (int p = winner + 1; p < end; p++) {
          winner = Planes.larger(image, winner, p);
        }
        winners[y * to.width() + j] = winner;
      }
    }
    return winners;
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
