package adjoint.yolo.metrics;

/** Piecewise linear functions. */
final class Interpolation {
  private Interpolation() {}

  /** {@code count} numbers from 0 to 1, evenly spaced. */
  static double[] grid(int count) {
    double[] grid = new double[count];
    double step = 1.0 / (count - 1);
    for (int i = 0; i < count; i++) {
      grid[i] = i * step;
    }
    grid[count - 1] = 1;
    return grid;
  }

  /**
   * The values at {@code x} of the line through the points ({@code xs}, {@code ys}). Beyond the
   * last point it keeps its value; where several points have the same abscissa the last one counts.
   *
   * @param x any numbers
   * @param xs ascending, at least one
   * @param left the value before the first point
   */
  static double[] at(double[] x, double[] xs, double[] ys, double left) {
    double[] values = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = at(x[i], xs, ys, left);
    }
    return values;
  }

  private static double at(double x, double[] xs, double[] ys, double left) {
    int j = lastNotAbove(x, xs);
    if (j < 0) {
      return left;
    }
    if (j == xs.length - 1 || xs[j] == x) {
      return ys[j];
    }
    double slope = (ys[j + 1] - ys[j]) / (xs[j + 1] - xs[j]);
    return slope * (x - xs[j]) + ys[j];
  }

  /** The largest index whose abscissa is at most {@code x}; -1 if there is none. */
  private static int lastNotAbove(double x, double[] xs) {
    int low = -1;
    int high = xs.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (xs[middle] <= x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
