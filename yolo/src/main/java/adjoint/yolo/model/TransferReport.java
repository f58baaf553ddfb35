package adjoint.yolo.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a model took weights from where.
 *
 * @param rows the rows that have weights
 * @param tensors tensors taken over, in all
 * @param ofTensors tensors that the model has
 */
public record TransferReport(List<Row> rows, int tensors, int ofTensors) {
  /**
   * One row.
   *
   * @param row its index
   * @param type its module's name
   * @param source the row of the weights that it took from, or -1
   * @param taken tensors taken over
   * @param ofTensors tensors that the row has
   * @param nearIdentity whether it was set up to give back almost what it is given
   */
  public record Row(
      int row, String type, int source, int taken, int ofTensors, boolean nearIdentity) {
    /** The row in words. */
    public String describe() {
      String text = String.format("row %2d %-14s ", row, type);
      if (source < 0) {
        return text + (nearIdentity ? "starts close to the identity" : "starts anew");
      }
      String part = taken == ofTensors ? "" : ", " + taken + " of " + ofTensors + " tensors";
      return text + "from row " + source + part;
    }
  }

  /** Makes the list unmodifiable. */
  public TransferReport {
    rows = List.copyOf(rows);
  }

  /** One line for the whole. */
  public String summary() {
    return tensors + " of " + ofTensors + " tensors carried over";
  }

  /**
   * One line for each row, those that follow each other and have moved by the same number of rows
   * together.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    int i = 0;
    while (i < rows.size()) {
      int end = i + 1;
      while (end < rows.size() && moreOfTheSame(rows.get(end - 1), rows.get(end))) {
        end++;
      }
      Row first = rows.get(i);
      Row last = rows.get(end - 1);
      if (end - i == 1) {
        lines.add(first.describe());
      } else {
        lines.add(
            "rows "
                + first.row()
                + " to "
                + last.row()
                + " from rows "
                + first.source()
                + " to "
                + last.source());
      }
      i = end;
    }
    return lines;
  }

  private static boolean moreOfTheSame(Row before, Row row) {
    return before.source() >= 0
        && row.source() >= 0
        && before.taken() == before.ofTensors()
        && row.taken() == row.ofTensors()
        && row.row() - row.source() == before.row() - before.source();
  }
}
