package adjoint.tensor.backend;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;

/**
 * The working memory of one tile of a matrix product {@code sums[i][j] += factor[i][r] *
 * rows[r][j]}: a few packed rows, and the sums of all outputs of the tile. Matrix products,
 * convolution and its gradients differ only in what they load into the rows.
 *
 * <p>Every row and every line of sums is an array of its own, indexed from 0: that is the form in
 * which the JIT compiler turns the inner loop into vector instructions without the Vector API.
 */
abstract class Panel {
  /** Rows that are packed at a time; with {@link #WIDTH} they just fit the first-level cache. */
  static final int DEPTH = 16;

  /** Columns of a tile. */
  static final int WIDTH = 512;

  /** Outputs of a tile: how often the work of packing a row is made use of, at most. */
  static final int OUTPUTS = 256;

  /** A panel with room for {@code rows} x {@code width} elements and {@code outputs} sums. */
  static Panel of(DType dtype, int rows, int width, int outputs) {
    return switch (dtype) {
      case F32 -> new FloatPanel(rows, width, outputs);
      case F64 -> new DoublePanel(rows, width, outputs);
      default -> throw new IllegalArgumentException("panel: F32 or F64 expected, got " + dtype);
    };
  }

  /**
   * Outputs per tile such that every thread finds work.
   *
   * @param outputs the outputs in all
   * @param tiles the number of tiles that one block of outputs makes
   */
  static int outputsPerTile(int outputs, long tiles) {
    int block = Math.min(outputs, OUTPUTS);
    while (block > 32 && tiles * ceilDiv(outputs, block) < 2L * Parallel.threads()) {
      block = ceilDiv(block, 2);
    }
    return Math.max(block, 1);
  }

  /** The quotient of an integer and a positive one, rounded up. */
  static int ceilDiv(int a, int b) {
    return -Math.floorDiv(-a, b);
  }

  /** Packs {@code source[index + i * stride]} into {@code row} from {@code column} on. */
  abstract void load(int row, int column, Storage source, int index, int stride, int count);

  /** Packs {@code source[index + i * stride]} into {@code column} from {@code row} on. */
  abstract void loadColumn(int column, int row, Storage source, int index, int stride, int count);

  /** Packs zeros into {@code row} from {@code column} on. */
  abstract void clear(int row, int column, int count);

  /** Sets the sums of one output to a starting value. */
  abstract void start(int output, double value);

  /**
   * Adds {@code source[index + r * stride]} times row {@code firstRow + r} to the sums of an
   * output, for r = 0 to {@code count - 1} in this order, each by a fused multiply-add.
   */
  abstract void accumulate(
      int output, int firstRow, int count, Storage source, int index, int stride);

  /** Writes sums from {@code column} on to {@code target[index + i * stride]}. */
  abstract void store(int output, int column, Storage target, int index, int stride, int count);
}
