package adjoint.cli;

import adjoint.yolo.metrics.ClassMetrics;
import adjoint.yolo.val.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a validation as lines of text. */
final class ValidationTable {
  private static final int NAME = 20;
  private static final int MANY_CLASSES = 50;

  private ValidationTable() {}

  /** The headings. */
  static String header() {
    return String.format(
        Locale.ROOT,
        "%" + NAME + "s%11s%11s%11s%11s%11s%11s",
        "Class",
        "Images",
        "Labels",
        "P",
        "R",
        "mAP50",
        "mAP50-95");
  }

  /** The line of all classes together. */
  static String all(ValidationResult result) {
    return line(
        "all",
        result.images(),
        result.labels(),
        result.precision(),
        result.recall(),
        result.map50(),
        result.map5095());
  }

  /**
   * A line for each class that has labels; none if there is a single class.
   *
   * @param always whether to list them even if there are 50 or more
   */
  static List<String> classes(ValidationResult result, boolean always) {
    List<String> lines = new ArrayList<>();
    int count = result.names().size();
    if (count > 1 && (always || count < MANY_CLASSES)) {
      for (ClassMetrics one : result.perClass()) {
        lines.add(
            line(
                result.names().get(one.index()),
                result.images(),
                one.labels(),
                one.precision(),
                one.recall(),
                one.ap50(),
                one.ap()));
      }
    }
    return lines;
  }

  private static String line(
      String name,
      int images,
      int labels,
      double precision,
      double recall,
      double map50,
      double map) {
    return String.format(
        Locale.ROOT,
        "%" + NAME + "s%11d%11d%11.3f%11.3f%11.3f%11.3f",
        name,
        images,
        labels,
        precision,
        recall,
        map50,
        map);
  }
}
