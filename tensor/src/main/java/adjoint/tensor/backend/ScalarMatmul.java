package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** The matrix product of {@link ScalarBackend}, for any layout of the operands. */
final class ScalarMatmul {
  /** Below this width of the product, its transpose is computed where that is wider. */
  private static final int NARROW = 128;

  private final Tensor a;
  private final Tensor b;
  private final Tensor out;
  private final int rows;
  private final int columns;
  private final int terms;
  private final int rowBlock;
  private final int width;

  private ScalarMatmul(Tensor a, Tensor b, Tensor out) {
    this.a = a;
    this.b = b;
    this.out = out;
    rows = out.size(1);
    columns = out.size(2);
    terms = a.size(2);
    width = Math.min(columns, Panel.WIDTH);
    rowBlock = Panel.outputsPerTile(rows, (long) out.size(0) * Panel.ceilDiv(columns, Panel.WIDTH));
  }

  /** See {@link Backend#matmul}. */
  static void matmul(Tensor a, Tensor b, Tensor out) {
    if (out.elementCount() == 0) {
      return;
    }
    if (out.size(2) < NARROW && out.size(2) < out.size(1)) {
      // The inner loop runs along the columns of the product. Factors commute, so no bit changes.
      new ScalarMatmul(transpose(b), transpose(a), transpose(out)).run();
    } else {
      new ScalarMatmul(a, b, out).run();
    }
  }

  private static Tensor transpose(Tensor x) {
    Layout layout = x.layout();
    int[] shape = {layout.size(0), layout.size(2), layout.size(1)};
    int[] strides = {layout.stride(0), layout.stride(2), layout.stride(1)};
    return Tensor.of(x.storage(), Layout.of(shape, strides, layout.offset()));
  }

  private void run() {
    int rowBlocks = Panel.ceilDiv(rows, rowBlock);
    int columnBlocks = Panel.ceilDiv(columns, width);
    Parallel.forEach(
        out.size(0) * rowBlocks * columnBlocks,
        task -> {
          int batch = task / (rowBlocks * columnBlocks);
          int firstRow = task / columnBlocks % rowBlocks * rowBlock;
          int firstColumn = task % columnBlocks * width;
          tile(batch, firstRow, firstColumn);
        });
  }

  private void tile(int batch, int firstRow, int firstColumn) {
    int rowCount = Math.min(rowBlock, rows - firstRow);
    int columnCount = Math.min(width, columns - firstColumn);
    Layout left = a.layout();
    Layout target = out.layout();
    Panel panel = Panel.of(out.dtype(), Math.min(Panel.DEPTH, terms), columnCount, rowCount);
    for (int term = 0; term < terms; term += Panel.DEPTH) {
      int depth = Math.min(Panel.DEPTH, terms - term);
      pack(panel, batch, term, depth, firstColumn, columnCount);
      int index =
          left.offset()
              + batch * left.stride(0)
              + firstRow * left.stride(1)
              + term * left.stride(2);
      for (int row = 0; row < rowCount; row++) {
        panel.accumulate(row, 0, depth, a.storage(), index, left.stride(2));
        index += left.stride(1);
      }
    }
    int index =
        target.offset()
            + batch * target.stride(0)
            + firstRow * target.stride(1)
            + firstColumn * target.stride(2);
    for (int row = 0; row < rowCount; row++) {
      panel.store(row, 0, out.storage(), index, target.stride(2), columnCount);
      index += target.stride(1);
    }
  }

  private void pack(Panel panel, int batch, int term, int depth, int firstColumn, int count) {
    Layout right = b.layout();
    int termStride = right.stride(1);
    int columnStride = right.stride(2);
    int index =
        right.offset() + batch * right.stride(0) + term * termStride + firstColumn * columnStride;
    if (Math.abs(termStride) < Math.abs(columnStride)) {
      for (int column = 0; column < count; column++) {
        panel.loadColumn(column, 0, b.storage(), index + column * columnStride, termStride, depth);
      }
    } else {
      for (int row = 0; row < depth; row++) {
        panel.load(row, 0, b.storage(), index + row * termStride, columnStride, count);
      }
    }
  }
}
