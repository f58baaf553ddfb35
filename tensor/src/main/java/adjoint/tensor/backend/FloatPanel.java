package adjoint.tensor.backend;

import adjoint.tensor.Storage;
import java.util.Arrays;

/** {@link Panel} in single precision; {@link DoublePanel} is the same in double precision. */
final class FloatPanel extends Panel {
  private final float[][] rows;
  private final float[][] sums;
  private final int width;

  FloatPanel(int rows, int width, int outputs) {
    this.rows = new float[rows][width];
    this.sums = new float[outputs][width];
    this.width = width;
  }

  @Override
  void load(int row, int column, Storage source, int index, int stride, int count) {
    float[] from = source.floats();
    float[] to = rows[row];
    if (stride == 1) {
      System.arraycopy(from, index, to, column, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[column + i] = from[index + i * stride];
    }
  }

  @Override
  void loadColumn(int column, int row, Storage source, int index, int stride, int count) {
    float[] from = source.floats();
    for (int i = 0; i < count; i++) {
      rows[row + i][column] = from[index + i * stride];
    }
  }

  @Override
  void clear(int row, int column, int count) {
    Arrays.fill(rows[row], column, column + count, 0);
  }

  @Override
  void start(int output, double value) {
    Arrays.fill(sums[output], (float) value);
  }

  @Override
  void accumulate(int output, int firstRow, int count, Storage source, int index, int stride) {
    float[] factors = source.floats();
    float[] sum = sums[output];
    int row = firstRow;
    int end = firstRow + count;
    int at = index;
    for (; row + 4 <= end; row += 4, at += 4 * stride) {
      addFour(
          sum,
          rows[row],
          rows[row + 1],
          rows[row + 2],
          rows[row + 3],
          factors[at],
          factors[at + stride],
          factors[at + 2 * stride],
          factors[at + 3 * stride],
          width);
    }
    for (; row < end; row++, at += stride) {
      addOne(sum, rows[row], factors[at], width);
    }
  }

  private static void addFour(
      float[] sum,
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float factor0,
      float factor1,
      float factor2,
      float factor3,
      int width) {
    for (int j = 0; j < width; j++) {
      float value = Math.fma(factor0, row0[j], sum[j]);
      value = Math.fma(factor1, row1[j], value);
      value = Math.fma(factor2, row2[j], value);
      sum[j] = Math.fma(factor3, row3[j], value);
    }
  }

  private static void addOne(float[] sum, float[] row, float factor, int width) {
    for (int j = 0; j < width; j++) {
      sum[j] = Math.fma(factor, row[j], sum[j]);
    }
  }

  @Override
  void store(int output, int column, Storage target, int index, int stride, int count) {
    float[] from = sums[output];
    float[] to = target.floats();
    if (stride == 1) {
      System.arraycopy(from, column, to, index, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[index + i * stride] = from[column + i];
    }
  }
}
