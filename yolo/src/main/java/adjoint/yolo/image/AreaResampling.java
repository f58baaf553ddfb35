package adjoint.yolo.image;

/**
 * Shrinks 8-bit pictures so that each pixel becomes the mean of the area that it stands for, with
 * the single-precision arithmetic of the reference.
 */
public final class AreaResampling {
  private static final double NEGLIGIBLE = 1e-3;

  private AreaResampling() {}

  /**
   * Shrinks to width x height pixels.
   *
   * @throws IllegalArgumentException if a side is less than 1 or more than the picture's
   */
  public static RgbImage shrink(RgbImage source, int width, int height) {
    if (width < 1 || height < 1 || width > source.width() || height > source.height()) {
      throw new IllegalArgumentException(
          "shrink: the target must lie between 1 x 1 and "
              + source.width()
              + " x "
              + source.height()
              + " pixels, got "
              + width
              + " x "
              + height);
    }
    if (width == source.width() && height == source.height()) {
      return source;
    }
    if (source.width() % width == 0 && source.height() % height == 0) {
      return byWholeFactors(source, width, height);
    }
    return byWeights(source, width, height);
  }

  private static RgbImage byWholeFactors(RgbImage source, int width, int height) {
    int across = source.width() / width;
    int down = source.height() / height;
    float share = 1f / (across * down);
    boolean quarters = across == 2 && down == 2;
    RgbImage target = RgbImage.blank(width, height);
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int sum = 0;
          for (int i = 0; i < down; i++) {
            int from = ((y * down + i) * source.width() + x * across) * 3 + c;
            for (int j = 0; j < across; j++) {
              sum += source.data()[from + 3 * j] & 0xFF;
            }
          }
          target.data()[at++] = (byte) (quarters ? sum + 2 >> 2 : (int) Math.rint(sum * share));
        }
      }
    }
    return target;
  }

  private static RgbImage byWeights(RgbImage source, int width, int height) {
    Span[] columns = spans(source.width(), width);
    Span[] rows = spans(source.height(), height);
    RgbImage target = RgbImage.blank(width, height);
    float[] line = new float[width * 3];
    float[] sums = new float[width * 3];
    int lineRow = -1;
    for (int y = 0; y < height; y++) {
      Span span = rows[y];
      for (int i = 0; i < span.weights.length; i++) {
        if (span.first + i != lineRow) {
          lineRow = span.first + i;
          sumColumns(source, lineRow, columns, line);
        }
        float weight = span.weights[i];
        for (int k = 0; k < sums.length; k++) {
          sums[k] = i == 0 ? line[k] * weight : sums[k] + line[k] * weight;
        }
      }
      for (int k = 0; k < sums.length; k++) {
        target.data()[y * sums.length + k] = (byte) Math.min((int) Math.rint(sums[k]), 255);
      }
    }
    return target;
  }

  private static void sumColumns(RgbImage source, int row, Span[] columns, float[] line) {
    byte[] data = source.data();
    int start = row * source.width() * 3;
    for (int x = 0; x < columns.length; x++) {
      float[] weights = columns[x].weights;
      int from = start + columns[x].first * 3;
      float r = 0;
      float g = 0;
      float b = 0;
      for (int i = 0; i < weights.length; i++, from += 3) {
        r += (data[from] & 0xFF) * weights[i];
        g += (data[from + 1] & 0xFF) * weights[i];
        b += (data[from + 2] & 0xFF) * weights[i];
      }
      line[3 * x] = r;
      line[3 * x + 1] = g;
      line[3 * x + 2] = b;
    }
  }

  /** The source pixels that one target pixel covers, and how much of each. */
  private record Span(int first, float[] weights) {}

  private static Span[] spans(int source, int target) {
    double scale = (double) source / target;
    Span[] spans = new Span[target];
    for (int d = 0; d < target; d++) {
      double from = d * scale;
      double to = from + scale;
      double cell = Math.min(scale, source - from);
      int second = Math.min((int) Math.floor(to), source - 1);
      int first = Math.min((int) Math.ceil(from), second);
      boolean before = first - from > NEGLIGIBLE;
      boolean after = to - second > NEGLIGIBLE;
      int start = before ? first - 1 : first;
      float[] weights = new float[second - start + (after ? 1 : 0)];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (1 / cell);
      }
      if (before) {
        weights[0] = (float) ((first - from) / cell);
      }
      if (after) {
        weights[weights.length - 1] = (float) (Math.min(Math.min(to - second, 1), cell) / cell);
      }
      spans[d] = new Span(start, weights);
    }
    return spans;
  }
}
