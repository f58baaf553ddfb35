package adjoint.cli;

/** Colours from dark blue over purple and orange to light yellow, evenly brighter. */
final class ColorScale {
  private static final int[] STOPS = {
    0x0D0B2E, 0x3B0F6F, 0x7A1C7D, 0xB5367A, 0xE75263, 0xFB8861, 0xFEC287, 0xFCFDBF
  };

  private ColorScale() {}

  /** The colour of a number from 0 to 1, as 0xRRGGBB. */
  static int color(double value) {
    double position = Math.max(0, Math.min(1, value)) * (STOPS.length - 1);
    int below = Math.min((int) position, STOPS.length - 2);
    double rest = position - below;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = STOPS[below] >> shift & 0xFF;
      int b = STOPS[below + 1] >> shift & 0xFF;
      color |= (int) Math.round(a + (b - a) * rest) << shift;
    }
    return color;
  }
}
