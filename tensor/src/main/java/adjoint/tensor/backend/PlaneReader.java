package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/**
 * Packs what one kernel tap sees: for the output pixel (i, j) the pixel {@code (i * stepY + shiftY,
 * j * stepX + shiftX)} of a plane, or 0 where that lies outside. Output pixels are numbered row by
 * row.
 */
final class PlaneReader {
  private final Storage storage;
  private final int height;
  private final int width;
  private final int rowStride;
  private final int columnStride;
  private final int stepY;
  private final int stepX;
  private final int outputWidth;

  /**
   * A reader of the planes of {@code images}, N x C x H x W in any layout.
   *
   * @param stepY rows from one output row to the next
   * @param stepX columns from one output column to the next
   * @param outputWidth output pixels per row
   */
  PlaneReader(Tensor images, int stepY, int stepX, int outputWidth) {
    Layout layout = images.layout();
    this.storage = images.storage();
    this.height = layout.size(2);
    this.width = layout.size(3);
    this.rowStride = layout.stride(2);
    this.columnStride = layout.stride(3);
    this.stepY = stepY;
    this.stepX = stepX;
    this.outputWidth = outputWidth;
  }

  /**
   * Fills a row of the panel with {@code count} output pixels from {@code firstPixel} on.
   *
   * @param plane storage index of the plane's first pixel
   */
  void pack(Panel panel, int row, int plane, int shiftY, int shiftX, int firstPixel, int count) {
    if (shiftY == 0 && shiftX == 0 && isLine() && firstPixel + count <= height * width) {
      panel.load(row, 0, storage, plane + firstPixel * columnStride, columnStride, count);
      return;
    }
    int i = firstPixel / outputWidth;
    int j = firstPixel % outputWidth;
    int column = 0;
    while (column < count) {
      int run = Math.min(outputWidth - j, count - column);
      packRun(panel, row, column, plane, i * stepY + shiftY, j, shiftX, run);
      column += run;
      i++;
      j = 0;
    }
  }

  /** Whether output pixel p is pixel p of the plane, as long as there is no shift. */
  private boolean isLine() {
    return stepY == 1
        && stepX == 1
        && outputWidth == width
        && (rowStride == width * columnStride || height <= 1);
  }

  private void packRun(
      Panel panel, int row, int column, int plane, int y, int j, int shiftX, int run) {
    if (y < 0 || y >= height) {
      panel.clear(row, column, run);
      return;
    }
    int left = Math.min(run, Math.max(0, Panel.ceilDiv(-shiftX, stepX) - j));
    int end = Math.min(run, Math.max(left, Panel.ceilDiv(width - shiftX, stepX) - j));
    panel.clear(row, column, left);
    if (end > left) {
      int index = plane + y * rowStride + ((j + left) * stepX + shiftX) * columnStride;
      panel.load(row, column + left, storage, index, stepX * columnStride, end - left);
    }
    panel.clear(row, column + end, run - end);
  }
}
