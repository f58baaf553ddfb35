package adjoint.cli.plots;

import java.awt.Color;

/** White to dark blue, for 0 to 1; even steps look even. */
final class ColorScale {
  private static final int[] STOPS = {
    0xFFFFFF, 0xDCE9F6, 0xB5D4EA, 0x7DB7DB, 0x4292C6, 0x1C6BB0, 0x08306B
  };

  private ColorScale() {}

  /** The colour of a value; values outside are taken as 0 or 1. */
  static Color of(double value) {
    double at = Math.max(0, Math.min(1, value)) * (STOPS.length - 1);
    int low = Math.min((int) at, STOPS.length - 2);
    double share = at - low;
    int[] channels = new int[3];
    for (int c = 0; c < 3; c++) {
      int from = STOPS[low] >> 16 - 8 * c & 0xFF;
      int to = STOPS[low + 1] >> 16 - 8 * c & 0xFF;
      channels[c] = (int) Math.round(from + (to - from) * share);
    }
    return new Color(channels[0], channels[1], channels[2]);
  }

  /** Black or white, whichever can be read on the colour of a value. */
  static Color readableOn(double value) {
    return value > 0.5 ? Color.WHITE : Figure.INK;
  }
}
