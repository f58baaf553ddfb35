package adjoint.yolo.model;

import java.util.ArrayList;
import java.util.List;

/** Reads the anchors argument of a Detect row. */
final class DetectAnchors {
  private DetectAnchors() {}

  /**
   * One list {@code width, height, ...} per level. A number k stands for k anchors per level with
   * the placeholder values 0, 1, ..., 2k - 1.
   */
  static List<List<Double>> of(Object argument, int levels) {
    List<List<Double>> anchors = new ArrayList<>();
    if (argument instanceof Integer count && count >= 1) {
      List<Double> placeholder = new ArrayList<>();
      for (int i = 0; i < 2 * count; i++) {
        placeholder.add((double) i);
      }
      for (int level = 0; level < levels; level++) {
        anchors.add(placeholder);
      }
      return anchors;
    }
    if (!(argument instanceof List<?> rows)) {
      throw wrong(argument);
    }
    for (Object row : rows) {
      if (!(row instanceof List<?> numbers)
          || numbers.isEmpty()
          || numbers.size() % 2 != 0
          || !numbers.stream().allMatch(Number.class::isInstance)) {
        throw wrong(argument);
      }
      anchors.add(numbers.stream().map(n -> ((Number) n).doubleValue()).toList());
    }
    if (anchors.size() != levels) {
      throw new IllegalArgumentException(
          "the row has "
              + levels
              + " inputs, but there are anchors for "
              + anchors.size()
              + " levels");
    }
    return anchors;
  }

  private static IllegalArgumentException wrong(Object argument) {
    return new IllegalArgumentException(
        "anchors must be a list of levels with pairs of width and height, or their number, got "
            + PythonText.of(argument));
  }
}
