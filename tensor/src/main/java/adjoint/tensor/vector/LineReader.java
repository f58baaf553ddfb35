package adjoint.tensor.vector;

import java.util.Arrays;

/** Copies stretches of a {@link ShiftGeometry}'s lines out of the images, zeros included. */
final class LineReader {
  private final ShiftGeometry geometry;
  private final Planes source;
  private final int firstCell;
  private final int leftZeros;

  LineReader(ShiftGeometry geometry, Planes source) {
    this.geometry = geometry;
    this.source = source;
    int lowest = geometry.columns().lowestShift();
    firstCell = Math.max(lowest, 0);
    leftZeros = Math.max(-lowest, 0);
  }

  /** Writes the cells {@code from} to {@code from + count - 1} of all lines of a channel. */
  void read(int channel, int from, int count, float[] target, int at, int length) {
    int line = at;
    for (int phaseY = 0; phaseY < geometry.rows().phaseCount(); phaseY++) {
      for (int phaseX = 0; phaseX < geometry.columns().phaseCount(); phaseX++) {
        readLine(channel, phaseY, phaseX, from, count, target, line);
        line += length;
      }
    }
  }

  private void readLine(
      int channel, int phaseY, int phaseX, int from, int count, float[] target, int at) {
    Axis rows = geometry.rows();
    Axis columns = geometry.columns();
    int pitch = columns.pitch();
    int image = from / pitch / rows.pitch();
    int row = from / pitch % rows.pitch();
    int cell = from % pitch;
    int phaseRow = rows.lowestShift() * rows.step() + rows.phaseStart(phaseY);
    int plane = source.offset() + channel * source.channel();
    int validEnd = Math.min(pitch, leftZeros + Math.max(columns.pixels(phaseX) - firstCell, 0));
    int pixelStep = columns.step() * source.column();
    int phaseColumn =
        (columns.lowestShift() * columns.step() + columns.phaseStart(phaseX)) * source.column();
    int end = at + count;
    while (at < end) {
      int next = at + Math.min(pitch - cell, end - at);
      int y = row * rows.step() + phaseRow;
      if (image < geometry.images() && y >= 0 && y < rows.inputs()) {
        int base = plane + image * source.image() + y * source.row() + phaseColumn;
        int origin = at - cell;
        int first = Math.min(Math.max(at, origin + leftZeros), next);
        int last = Math.max(Math.min(next, origin + validEnd), first);
        Arrays.fill(target, at, first, 0f);
        if (first < last) {
          int start = base + (first - origin) * pixelStep;
          Copies.copy(source.array(), start, pixelStep, target, first, last - first);
        }
        Arrays.fill(target, last, next, 0f);
      } else {
        Arrays.fill(target, at, next, 0f);
      }
      at = next;
      cell = 0;
      if (++row == rows.pitch()) {
        row = 0;
        image++;
      }
    }
  }
}
