package adjoint.yolo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the text of a label file: rows of {@code class x y w h}, or, as soon as any row has more
 * than eight numbers, rows of {@code class x1 y1 x2 y2 ...} that outline the objects.
 */
final class LabelText {
  private static final int BOX_COLUMNS = 5;
  private static final int POLYGON_COLUMNS = 9;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LINES = Pattern.compile("\\R");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private LabelText() {}

  /** Labels cannot be used; the message says why, without naming the file. */
  static final class LabelException extends Exception {
    private static final long serialVersionUID = 1;

    LabelException(String message) {
      super(message);
    }
  }

  /** Labels, and how many rows were dropped because they repeat others. */
  record Parsed(Labels labels, int duplicates) {}

  static Parsed parse(String text) throws LabelException {
    List<float[]> rows = new ArrayList<>();
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return new Parsed(Labels.NONE, 0);
    }
    boolean polygons = false;
    for (String line : LINES.split(stripped)) {
      if (!line.isEmpty()) {
        float[] row = numbers(line, rows.size());
        rows.add(row);
        polygons |= row.length >= POLYGON_COLUMNS;
      }
    }
    float[][] boxes = new float[rows.size()][];
    float[][] outlines = polygons ? new float[rows.size()][] : null;
    for (int i = 0; i < boxes.length; i++) {
      float[] row = rows.get(i);
      boxes[i] = polygons ? boxAround(row, i) : row;
      if (polygons) {
        outlines[i] = Arrays.copyOfRange(row, 1, row.length);
      }
    }
    check(boxes);
    return withoutDuplicates(new Labels(boxes, outlines));
  }

  private static float[] numbers(String line, int index) throws LabelException {
    String[] tokens = line.isBlank() ? new String[0] : SPACE.split(line.strip());
    if (tokens.length == 0) {
      throw new LabelException("row " + index + " is blank");
    }
    float[] row = new float[tokens.length];
    for (int i = 0; i < row.length; i++) {
      if (!NUMBER.matcher(tokens[i]).matches()) {
        throw new LabelException("row " + index + ": " + tokens[i] + " is not a number");
      }
      row[i] = (float) Double.parseDouble(tokens[i]);
    }
    return row;
  }

  private static float[] boxAround(float[] row, int index) throws LabelException {
    if (row.length < 3 || row.length % 2 == 0) {
      throw new LabelException(
          "row "
              + index
              + ": an outline is a class and pairs of x and y, got "
              + row.length
              + " numbers");
    }
    float left = row[1];
    float right = row[1];
    float top = row[2];
    float bottom = row[2];
    for (int i = 3; i < row.length; i += 2) {
      left = Math.min(left, row[i]);
      right = Math.max(right, row[i]);
      top = Math.min(top, row[i + 1]);
      bottom = Math.max(bottom, row[i + 1]);
    }
    return new float[] {row[0], (left + right) / 2, (top + bottom) / 2, right - left, bottom - top};
  }

  private static void check(float[][] boxes) throws LabelException {
    for (int i = 0; i < boxes.length; i++) {
      float[] box = boxes[i];
      if (box.length != boxes[0].length) {
        throw new LabelException(
            "row " + i + " has " + box.length + " numbers, row 0 has " + boxes[0].length);
      }
      if (box.length != BOX_COLUMNS) {
        throw new LabelException(
            "row " + i + " has " + box.length + " numbers; a row is: class x y width height");
      }
      for (int j = 0; j < BOX_COLUMNS; j++) {
        if (!(box[j] >= 0)) {
          throw new LabelException("row " + i + " has a negative value, " + box[j]);
        }
        if (j > 0 && !(box[j] <= 1)) {
          throw new LabelException(
              "row "
                  + i
                  + " has a coordinate above 1, "
                  + box[j]
                  + "; coordinates are divided by the picture's size");
        }
      }
    }
  }

  /** Where rows repeat, the remaining ones come in lexicographic order, as in the reference. */
  private static Parsed withoutDuplicates(Labels labels) {
    float[][] rows = labels.rows();
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> rows[i], Arrays::compare));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || !Arrays.equals(rows[order[i]], rows[order[i - 1]])) {
        kept.add(order[i]);
      }
    }
    int duplicates = rows.length - kept.size();
    if (duplicates == 0) {
      return new Parsed(labels, 0);
    }
    float[][] outlines =
        labels.outlines() == null
            ? null
            : kept.stream().map(labels::outline).toArray(float[][]::new);
    return new Parsed(
        new Labels(kept.stream().map(i -> rows[i]).toArray(float[][]::new), outlines), duplicates);
  }
}
