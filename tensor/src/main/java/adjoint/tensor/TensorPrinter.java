package adjoint.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints tensors the way NumPy 2 prints arrays: rows in nested brackets, columns aligned, lines of
 * at most 75 characters, and of tensors with more than 1000 elements only the first and last three
 * entries of each long dimension.
 */
final class TensorPrinter {
  private static final int LINE_WIDTH = 75;
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;

  private final Tensor tensor;
  private final ElementFormat format;
  private final boolean abbreviated;

  private TensorPrinter(Tensor tensor, ElementFormat format, boolean abbreviated) {
    this.tensor = tensor;
    this.format = format;
    this.abbreviated = abbreviated;
  }

  static String print(Tensor tensor) {
    if (tensor.rank() == 0) {
      return ElementFormat.scalar(tensor.storage(), tensor.layout().offset());
    }
    if (tensor.elementCount() == 0) {
      return "[]";
    }
    boolean abbreviated = tensor.elementCount() > THRESHOLD;
    List<Integer> shown = new ArrayList<>();
    collect(tensor.layout(), 0, tensor.layout().offset(), abbreviated, shown);
    int[] indices = shown.stream().mapToInt(Integer::intValue).toArray();
    ElementFormat format = ElementFormat.of(tensor.storage(), indices);
    TensorPrinter printer = new TensorPrinter(tensor, format, abbreviated);
    return printer.print(0, tensor.layout().offset(), " ", LINE_WIDTH);
  }

  /** Lists the storage indices of the elements that are shown. */
  private static void collect(
      Layout layout, int dimension, int index, boolean abbreviated, List<Integer> shown) {
    if (dimension == layout.rank()) {
      shown.add(index);
      return;
    }
    for (int i : entries(layout.size(dimension), abbreviated)) {
      if (i >= 0) {
        int next = index + i * layout.stride(dimension);
        collect(layout, dimension + 1, next, abbreviated, shown);
      }
    }
  }

  /** The entries of a dimension that are shown; -1 stands for the dots. */
  private static int[] entries(int size, boolean abbreviated) {
    boolean dots = abbreviated && size > 2 * EDGE;
    int[] entries = new int[dots ? 2 * EDGE + 1 : size];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = dots && i > EDGE ? size - entries.length + i : i;
    }
    if (dots) {
      entries[EDGE] = -1;
    }
    return entries;
  }

  /** One bracket; {@code indent} is what a new line inside it starts with. */
  private String print(int dimension, int index, String indent, int width) {
    Layout layout = tensor.layout();
    int[] entries = entries(layout.size(dimension), abbreviated);
    if (dimension == layout.rank() - 1) {
      return "[" + printRow(entries, index, layout.stride(dimension), indent, width) + "]";
    }
    String separator = "\n".repeat(layout.rank() - 1 - dimension) + indent;
    List<String> parts = new ArrayList<>();
    for (int i : entries) {
      int next = index + i * layout.stride(dimension);
      parts.add(i < 0 ? "..." : print(dimension + 1, next, indent + " ", width - 1));
    }
    return "[" + String.join(separator, parts) + "]";
  }

  /** Elements separated by spaces, wrapped where the next one would not fit. */
  private String printRow(int[] entries, int index, int stride, String indent, int width) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (int i : entries) {
      String word = i < 0 ? "..." : format.print(index + i * stride);
      boolean fits = line.length() + word.length() <= width - 1;
      if (!fits && line.length() > indent.length()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    line.setLength(line.length() - 1);
    // The first line starts behind the bracket.
    return text.append(line).substring(indent.length());
  }
}
