package adjoint.tensor.vector;

/**
 * A convolution's images as one long line of cells, on which every kernel tap is a constant shift.
 *
 * <p>Image follows image and row follows row, with the zeros that padding asks for between them,
 * see {@link Axis}. The output pixel (n, i, j) has the position {@code (n * rowsPerImage + i) *
 * columns.pitch() + j}, and tap (u, v) reads the cell {@link #offset} further on, on the line of
 * its phase. Positions that belong to no output pixel are computed too, and dropped.
 */
final class ShiftGeometry {
  private final int images;
  private final Axis rows;
  private final Axis columns;

  ShiftGeometry(int images, Axis rows, Axis columns) {
    this.images = images;
    this.rows = rows;
    this.columns = columns;
  }

  /** Number of images. */
  int images() {
    return images;
  }

  /** The vertical axis. */
  Axis rows() {
    return rows;
  }

  /** The horizontal axis. */
  Axis columns() {
    return columns;
  }

  /** Positions from the first output pixel to the last. */
  int positions() {
    return ((images - 1) * rows.pitch() + rows.outputs() - 1) * columns.pitch() + columns.outputs();
  }

  /** Lines per channel, one for each pair of phases. */
  int lines() {
    return rows.phaseCount() * columns.phaseCount();
  }

  /** Taps per channel. */
  int taps() {
    return rows.taps() * columns.taps();
  }

  /** The largest {@link #offset}. */
  int reach() {
    return rows.span() * columns.pitch() + columns.span();
  }

  /** Cells from an output's position to the cell that the tap (u, v) reads. */
  int offset(int u, int v) {
    return rows.offset(u) * columns.pitch() + columns.offset(v);
  }

  /** The line of a channel that the tap (u, v) reads. */
  int line(int u, int v) {
    return rows.phaseOf(u) * columns.phaseCount() + columns.phaseOf(v);
  }
}
