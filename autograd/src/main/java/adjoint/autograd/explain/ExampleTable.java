package adjoint.autograd.explain;

import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of a worked example in rows and columns.
 *
 * @param caption what the table shows
 * @param rows the heading first
 * @param omitted how many elements are left out
 */
record ExampleTable(String caption, List<String[]> rows, int omitted) {
  private static final int LONGEST = 12;

  /** One table if the elements correspond, otherwise one for the output and each input. */
  static List<ExampleTable> of(WorkedExample example) {
    List<ExampleTable> tables = new ArrayList<>();
    Tensor y = example.value();
    if (example.corresponds()) {
      WorkedExample.Operand x = example.operands().get(0);
      tables.add(
          table(
              "y and the gradient of " + x.name(),
              y.shape(),
              new String[] {x.name(), "y", "gy", "g" + x.name(), "central difference", "distance"},
              x.value(),
              y,
              example.incoming(),
              x.gradient(),
              x.difference()));
      return tables;
    }
    tables.add(table("the output", y.shape(), new String[] {"y", "gy"}, y, example.incoming()));
    for (WorkedExample.Operand x : example.operands()) {
      tables.add(
          table(
              "the gradient of " + x.name(),
              x.value().shape(),
              new String[] {x.name(), "g" + x.name(), "central difference", "distance"},
              x.value(),
              x.gradient(),
              x.difference()));
    }
    return tables;
  }

  /** The last column, where it is a distance, is that of the two columns before. */
  private static ExampleTable table(
      String caption, int[] shape, String[] heading, Tensor... columns) {
    double[][] values = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      values[c] = columns[c].toDoubleArray();
    }
    boolean compares = heading.length > columns.length;
    int count = values[0].length;
    List<String[]> rows = new ArrayList<>();
    String[] first = new String[heading.length + 1];
    first[0] = "element";
    System.arraycopy(heading, 0, first, 1, heading.length);
    rows.add(first);
    for (int i = 0; i < Math.min(count, LONGEST); i++) {
      String[] row = new String[heading.length + 1];
      row[0] = index(i, shape);
      for (int c = 0; c < columns.length; c++) {
        row[c + 1] = number(values[c][i]);
      }
      if (compares) {
        int last = columns.length - 1;
        row[heading.length] = distance(Math.abs(values[last][i] - values[last - 1][i]));
      }
      rows.add(row);
    }
    return new ExampleTable(caption, rows, Math.max(0, count - LONGEST));
  }

  private static String index(int position, int... shape) {
    StringBuilder text = new StringBuilder();
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      text.insert(0, (d == 0 ? "" : ", ") + rest % shape[d]);
      rest /= shape[d];
    }
    return "[" + text + "]";
  }

  /** Eight decimals without trailing zeros. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.8f", value);
    String trimmed = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return trimmed.equals("-0") ? "0" : trimmed;
  }

  private static String distance(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }
}
