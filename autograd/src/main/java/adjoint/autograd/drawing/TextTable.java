package adjoint.autograd.drawing;

import java.util.List;

/** Columns in plain text. */
public final class TextTable {
  private TextTable() {}

  /** Writes rows whose cells stand below one another; the first row is underlined. */
  public static String write(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      line(text, rows.get(r), widths);
      if (r == 0) {
        String[] rule = new String[columns];
        for (int c = 0; c < columns; c++) {
          rule[c] = "-".repeat(widths[c]);
        }
        line(text, rule, widths);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.length; c++) {
      line.append(c == 0 ? "" : "  ").append(cells[c]);
      line.append(" ".repeat(widths[c] - cells[c].length()));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
