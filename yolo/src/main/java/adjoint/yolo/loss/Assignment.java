package adjoint.yolo.loss;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * The cells of one level that answer for labelled boxes: row i says that the cell at ({@code
 * image[i]}, {@code anchor[i]}, {@code y[i]}, {@code x[i]}) is to predict a box of class {@code
 * classes[i]}.
 *
 * <p>A box is given to an anchor if their sides differ by less than a factor. Of its cells it gets
 * the one that its centre lies in, and the neighbour to whose side the centre is nearer, in each
 * direction where there is one.
 */
final class Assignment {
  private static final double HALF = 0.5;
  private static final int TARGET_COLUMNS = 6;

  private final boolean single;
  private int count;
  private int[] image = new int[16];
  private int[] anchor = new int[16];
  private int[] y = new int[16];
  private int[] x = new int[16];
  private int[] classes = new int[16];
  private double[] box = new double[64];

  private Assignment(boolean single) {
    this.single = single;
  }

  /** One label fitted to one anchor, in cells of the level. */
  private record Match(int image, int label, double x, double y, double w, double h, int anchor) {}

  /**
   * Assigns.
   *
   * @param targets m x 6: image, class, centre x and y, width, height, relative to the image
   * @param anchors na x 2: width and height in cells
   * @param width columns of the level
   * @param height rows of the level
   * @param threshold see {@link LossOptions#anchorThreshold}
   */
  static Assignment of(Tensor targets, Tensor anchors, int width, int height, double threshold) {
    Assignment result = new Assignment(targets.dtype() == DType.F32);
    Match[] matches = result.matches(targets, anchors, width, height, threshold);
    for (Match match : matches) {
      result.add(match, 0, 0, width, height);
    }
    for (Match match : matches) {
      result.addIf(result.nearLower(match.x), match, HALF, 0, width, height);
    }
    for (Match match : matches) {
      result.addIf(result.nearLower(match.y), match, 0, HALF, width, height);
    }
    for (Match match : matches) {
      result.addIf(
          result.nearLower(result.rounded(width - match.x)), match, -HALF, 0, width, height);
    }
    for (Match match : matches) {
      result.addIf(
          result.nearLower(result.rounded(height - match.y)), match, 0, -HALF, width, height);
    }
    return result;
  }

  private Match[] matches(Tensor targets, Tensor anchors, int width, int height, double threshold) {
    double[] t = targets.toDoubleArray();
    double[] sizes = anchors.to(targets.dtype()).toDoubleArray();
    int labels = t.length / TARGET_COLUMNS;
    Match[] found = new Match[labels * (sizes.length / 2)];
    int matched = 0;
    for (int a = 0; a < sizes.length / 2; a++) {
      for (int i = 0; i < labels; i++) {
        int at = i * TARGET_COLUMNS;
        double w = rounded(t[at + 4] * width);
        double h = rounded(t[at + 5] * height);
        double ratio = Math.max(ratio(w, sizes[2 * a]), ratio(h, sizes[2 * a + 1]));
        if (ratio < threshold) {
          double cx = rounded(t[at + 2] * width);
          double cy = rounded(t[at + 3] * height);
          found[matched++] = new Match((int) t[at], (int) t[at + 1], cx, cy, w, h, a);
        }
      }
    }
    return Arrays.copyOf(found, matched);
  }

  /** How many times longer the longer of two sides is. */
  private double ratio(double side, double anchorSide) {
    double r = rounded(side / anchorSide);
    return Math.max(r, rounded(1 / r));
  }

  /** Whether a place lies in the lower half of its cell, and there is a cell before it. */
  private boolean nearLower(double place) {
    return rounded(place - Math.floor(place)) < HALF && place > 1;
  }

  /** In single precision, every number is rounded as it would be there: borders decide cells. */
  private double rounded(double value) {
    return single ? (float) value : value;
  }

  private void addIf(
      boolean condition, Match match, double offsetX, double offsetY, int width, int height) {
    if (condition) {
      add(match, offsetX, offsetY, width, height);
    }
  }

  private void add(Match match, double offsetX, double offsetY, int width, int height) {
    if (count == image.length) {
      grow();
    }
    int cellX = clamp((int) rounded(match.x - offsetX), width);
    int cellY = clamp((int) rounded(match.y - offsetY), height);
    image[count] = match.image;
    anchor[count] = match.anchor;
    classes[count] = match.label;
    x[count] = cellX;
    y[count] = cellY;
    box[4 * count] = rounded(match.x - cellX);
    box[4 * count + 1] = rounded(match.y - cellY);
    box[4 * count + 2] = match.w;
    box[4 * count + 3] = match.h;
    count++;
  }

  private static int clamp(int cell, int cells) {
    return Math.max(0, Math.min(cells - 1, cell));
  }

  private void grow() {
    int size = 2 * count;
    image = Arrays.copyOf(image, size);
    anchor = Arrays.copyOf(anchor, size);
    y = Arrays.copyOf(y, size);
    x = Arrays.copyOf(x, size);
    classes = Arrays.copyOf(classes, size);
    box = Arrays.copyOf(box, 4 * size);
  }

  /** Number of rows. */
  int count() {
    return count;
  }

  int image(int row) {
    return image[row];
  }

  int anchor(int row) {
    return anchor[row];
  }

  int y(int row) {
    return y[row];
  }

  int x(int row) {
    return x[row];
  }

  int classOf(int row) {
    return classes[row];
  }

  /** The boxes, count x 4: centre relative to the cell's corner, width, height, in cells. */
  Tensor boxes(DType dtype) {
    return Tensor.of(Arrays.copyOf(box, 4 * count), count, 4).to(dtype);
  }

  /** The anchors' sizes, count x 2, in cells. */
  Tensor anchorSizes(Tensor anchors, DType dtype) {
    double[] sizes = anchors.to(dtype).toDoubleArray();
    double[] rows = new double[2 * count];
    for (int i = 0; i < count; i++) {
      rows[2 * i] = sizes[2 * anchor[i]];
      rows[2 * i + 1] = sizes[2 * anchor[i] + 1];
    }
    return Tensor.of(rows, count, 2).to(dtype);
  }

  /** For each row, where its cell lies in a map of shape images x anchors x height x width. */
  int[] cells(int anchors, int height, int width) {
    int[] cells = new int[count];
    for (int i = 0; i < count; i++) {
      cells[i] = ((image[i] * anchors + anchor[i]) * height + y[i]) * width + x[i];
    }
    return cells;
  }
}
