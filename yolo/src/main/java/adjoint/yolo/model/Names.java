package adjoint.yolo.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that someone probably meant. */
final class Names {
  private Names() {}

  /** The name with the fewest edits from {@code given}, ignoring case; the first of several. */
  static String nearest(String given, Collection<String> names) {
    String wanted = given.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparingInt(name -> edits(wanted, name.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /** The Levenshtein distance: insertions, deletions and replacements of single characters. */
  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
