package adjoint.yolo.model;

import java.util.List;
import java.util.stream.Collectors;

/** Writes arguments the way the model tables of YOLOv5 print them. */
final class PythonText {
  private PythonText() {}

  /** A value as Python shows it: {@code [None, 2, 'nearest']}. */
  static String of(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof String text) {
      return "'" + text + "'";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PythonText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return String.valueOf(value);
  }
}
