package adjoint.yolo.image;

/**
 * Bilinear resizing of 8-bit pictures with the fixed-point arithmetic of the reference: weights in
 * 1/2048, each axis sampled at half-pixel centres.
 */
public final class Resampling {
  private static final int WEIGHT_ONE = 2048;

  private Resampling() {}

  /**
   * Resizes to width x height pixels. Halving both sides exactly takes the mean of 2 x 2 pixels.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public static RgbImage bilinear(RgbImage source, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "resize: the target must have at least one pixel, got " + width + " x " + height);
    }
    if (width == source.width() && height == source.height()) {
      return source;
    }
    if (source.width() == 2 * width && source.height() == 2 * height) {
      return halved(source);
    }
    Axis columns = Axis.of(source.width(), width, true);
    Axis rows = Axis.of(source.height(), height, false);
    RgbImage target = RgbImage.blank(width, height);
    int[] upper = new int[width * 3];
    int[] lower = new int[width * 3];
    int upperRow = -1;
    int lowerRow = -1;
    for (int y = 0; y < height; y++) {
      int first = Math.max(rows.index[y], 0);
      int second = Math.min(rows.index[y] + 1, source.height() - 1);
      if (first == lowerRow) {
        int[] swap = upper;
        upper = lower;
        lower = swap;
        upperRow = lowerRow;
        lowerRow = -1;
      }
      if (first != upperRow) {
        blendColumns(source, first, columns, upper);
        upperRow = first;
      }
      if (second != lowerRow) {
        blendColumns(source, second, columns, lower);
        lowerRow = second;
      }
      int weight0 = rows.weight0[y];
      int weight1 = rows.weight1[y];
      int at = y * width * 3;
      for (int i = 0; i < upper.length; i++) {
        int sum = (weight0 * (upper[i] >> 4) >> 16) + (weight1 * (lower[i] >> 4) >> 16);
        target.data()[at + i] = (byte) (sum + 2 >> 2);
      }
    }
    return target;
  }

  private static void blendColumns(RgbImage source, int row, Axis columns, int[] out) {
    byte[] data = source.data();
    int start = row * source.width() * 3;
    int last = source.width() - 1;
    for (int x = 0, o = 0; x < columns.index.length; x++) {
      int left = start + columns.index[x] * 3;
      int right = start + Math.min(columns.index[x] + 1, last) * 3;
      for (int c = 0; c < 3; c++) {
        out[o++] =
            columns.weight0[x] * (data[left + c] & 0xFF)
                + columns.weight1[x] * (data[right + c] & 0xFF);
      }
    }
  }

  private static RgbImage halved(RgbImage source) {
    RgbImage target = RgbImage.blank(source.width() / 2, source.height() / 2);
    int at = 0;
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < target.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int sum =
              source.get(2 * x, 2 * y, c)
                  + source.get(2 * x + 1, 2 * y, c)
                  + source.get(2 * x, 2 * y + 1, c)
                  + source.get(2 * x + 1, 2 * y + 1, c);
          target.data()[at++] = (byte) (sum + 2 >> 2);
        }
      }
    }
    return target;
  }

  /** For each target position the lower source index and the two weights. */
  private record Axis(int[] index, int[] weight0, int[] weight1) {
    /**
     * @param resetFraction whether the weight is reset where the index leaves the picture; the
     *     reference does so for columns, and clamps the row indices instead
     */
    static Axis of(int source, int target, boolean resetFraction) {
      int[] index = new int[target];
      int[] weight0 = new int[target];
      int[] weight1 = new int[target];
      double scale = (double) source / target;
      for (int d = 0; d < target; d++) {
        float position = (float) ((d + 0.5) * scale - 0.5);
        int floor = (int) Math.floor(position);
        float fraction = position - floor;
        if (resetFraction && floor < 0) {
          floor = 0;
          fraction = 0;
        } else if (resetFraction && floor >= source - 1) {
          floor = source - 1;
          fraction = 0;
        }
        index[d] = floor;
        weight0[d] = (int) Math.rint((1 - fraction) * WEIGHT_ONE);
        weight1[d] = (int) Math.rint(fraction * WEIGHT_ONE);
      }
      return new Axis(index, weight0, weight1);
    }
  }
}
