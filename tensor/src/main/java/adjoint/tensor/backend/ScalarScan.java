package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** Walks along one dimension: positions of extremes, and running sums. */
final class ScalarScan {
  private ScalarScan() {}

  /** The layout of {@code x} with {@code dimension} moved to the end. */
  private static Layout dimensionLast(Tensor x, int dimension) {
    int[] kept = ScalarReductions.others(x.rank(), dimension);
    return RowMajorCursor.permuted(x, ScalarReductions.joined(kept, dimension));
  }

  static void argReduce(boolean largest, Tensor x, int dimension, Tensor out) {
    Layout layout = dimensionLast(x, dimension);
    int length = x.size(dimension);
    boolean floating = x.dtype().isFloating();
    long[] target = out.storage().longs();
    Blocks.ranges(
        out.elementCount(),
        ScalarReductions.rangeSize(length),
        (start, end) -> {
          RowMajorReader reader = new RowMajorReader(x.storage(), layout);
          reader.seek(start * length);
          if (floating) {
            double[] row = new double[length];
            for (int o = start; o < end; o++) {
              reader.next(length, row, 0);
              target[o] = largest ? firstLargest(row) : firstSmallest(row);
            }
          } else {
            long[] row = new long[length];
            for (int o = start; o < end; o++) {
              reader.next(length, row, 0);
              target[o] = largest ? firstLargest(row) : firstSmallest(row);
            }
          }
        });
  }

  private static int firstLargest(double[] x) {
    int best = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i])) {
        return i;
      }
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }

  private static int firstSmallest(double[] x) {
    int best = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i])) {
        return i;
      }
      if (x[i] < x[best]) {
        best = i;
      }
    }
    return best;
  }

  private static int firstLargest(long[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }

  private static int firstSmallest(long[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] < x[best]) {
        best = i;
      }
    }
    return best;
  }

  static void cumulativeSum(Tensor x, int dimension, Tensor out) {
    int length = x.size(dimension);
    if (x.elementCount() == 0) {
      return;
    }
    Layout from = dimensionLast(x, dimension);
    Layout to = dimensionLast(out, dimension);
    boolean floating = x.dtype().isFloating();
    Blocks.ranges(
        x.elementCount() / length,
        ScalarReductions.rangeSize(length),
        (start, end) -> {
          RowMajorReader reader = new RowMajorReader(x.storage(), from);
          RowMajorWriter writer = new RowMajorWriter(out.storage(), to);
          reader.seek(start * length);
          writer.seek(start * length);
          if (floating) {
            double[] row = new double[length];
            for (int o = start; o < end; o++) {
              reader.next(length, row, 0);
              runningSums(row);
              writer.next(length, row, 0);
            }
          } else {
            long[] row = new long[length];
            for (int o = start; o < end; o++) {
              reader.next(length, row, 0);
              runningSums(row);
              writer.next(length, row, 0);
            }
          }
        });
  }

  private static void runningSums(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
      x[i] = sum;
    }
  }

  private static void runningSums(long[] x) {
    long sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
      x[i] = sum;
    }
  }
}
