package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Sums, products and extremes in the order that {@link Backend#reduce} lays down.
 *
 * <p>There are two ways through memory. By rows: the n elements of one output element are gathered
 * and reduced, then those of the next. By columns: a few hundred neighbouring output elements are
 * reduced at a time, which is quicker where these, and not the reduced elements, are neighbours in
 * memory. Both add the same numbers in the same order.
 */
final class ScalarReductions {
  private static final int LANES = Lanes.COUNT;
  private static final int COLUMNS = 256;

  private ScalarReductions() {}

  static void reduce(ReduceOp op, Tensor x, int[] dimensions, Tensor out) {
    int outputs = out.elementCount();
    if (outputs == 0) {
      return;
    }
    int[] kept = others(x.rank(), dimensions);
    Layout rows = RowMajorCursor.permuted(x, joined(kept, dimensions));
    Layout columns = RowMajorCursor.permuted(x, joined(dimensions, kept));
    int length = 1;
    for (int d : dimensions) {
      length *= x.layout().size(d);
    }
    boolean byColumns = byColumns(x, rows, columns);
    Plan plan = new Plan(op, x, byColumns ? columns : rows, outputs, length, out);
    if (!x.dtype().isFloating()) {
      Blocks.ranges(outputs, rangeSize(length), plan::reduceLongRows);
    } else if (byColumns) {
      Blocks.ranges(outputs, COLUMNS, plan::reduceColumns);
    } else {
      Blocks.ranges(outputs, rangeSize(length), plan::reduceRows);
    }
  }

  private static boolean byColumns(Tensor x, Layout rows, Layout columns) {
    RowMajorReader byRow = new RowMajorReader(x.storage(), rows);
    RowMajorReader byColumn = new RowMajorReader(x.storage(), columns);
    return x.dtype().isFloating()
        && byRow.runStride() > 1
        && byColumn.runStride() < byRow.runStride()
        && byColumn.runLength() >= LANES;
  }

  /** How many output elements make one range. */
  static int rangeSize(int length) {
    return Math.max(1, Blocks.RANGE / Math.max(1, length));
  }

  static int[] others(int rank, int... dimensions) {
    boolean[] named = new boolean[rank];
    for (int d : dimensions) {
      named[d] = true;
    }
    int[] others = new int[rank - dimensions.length];
    int count = 0;
    for (int d = 0; d < rank; d++) {
      if (!named[d]) {
        others[count++] = d;
      }
    }
    return others;
  }

  static int[] joined(int[] first, int... second) {
    int[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private record Plan(ReduceOp op, Tensor x, Layout layout, int outputs, int length, Tensor out) {

    void reduceRows(int start, int end) {
      RowMajorReader reader = new RowMajorReader(x.storage(), layout);
      if (length > 0) {
        reader.seek(start * length);
      }
      double[] buffer = new double[Math.min(Blocks.BLOCK, length)];
      double[] lanes = new double[LANES];
      for (int o = start; o < end; o++) {
        Lanes.start(op, lanes);
        for (int i = 0; i < length; i += Blocks.BLOCK) {
          int count = Math.min(Blocks.BLOCK, length - i);
          reader.next(count, buffer, 0);
          Lanes.accumulate(op, buffer, count, lanes);
        }
        out.storage().setDouble(o, Lanes.combine(op, lanes));
      }
    }

    void reduceColumns(int start, int end) {
      RowMajorReader reader = new RowMajorReader(x.storage(), layout);
      int count = end - start;
      double[] row = new double[count];
      double[][] lanes = new double[LANES][count];
      for (double[] lane : lanes) {
        Lanes.start(op, lane);
      }
      for (int k = 0; k < length; k++) {
        reader.seek(k * outputs + start);
        reader.next(count, row, 0);
        Lanes.accumulateEach(op, row, lanes[k % LANES]);
      }
      double[] column = new double[LANES];
      for (int j = 0; j < count; j++) {
        for (int lane = 0; lane < LANES; lane++) {
          column[lane] = lanes[lane][j];
        }
        out.storage().setDouble(start + j, Lanes.combine(op, column));
      }
    }

    void reduceLongRows(int start, int end) {
      RowMajorReader reader = new RowMajorReader(x.storage(), layout);
      if (length > 0) {
        reader.seek(start * length);
      }
      long[] buffer = new long[Math.min(Blocks.BLOCK, length)];
      for (int o = start; o < end; o++) {
        long result = Lanes.startLong(op);
        for (int i = 0; i < length; i += Blocks.BLOCK) {
          int count = Math.min(Blocks.BLOCK, length - i);
          reader.next(count, buffer, 0);
          result = Lanes.accumulateLongs(op, buffer, count, result);
        }
        out.storage().setLong(o, result);
      }
    }
  }
}
