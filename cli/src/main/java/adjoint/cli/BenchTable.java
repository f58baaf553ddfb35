package adjoint.cli;

import java.util.Locale;
import java.util.function.Consumer;

/** The lines that {@code bench} prints while it measures. */
record BenchTable(Consumer<String> lines) {
  /** Prints a line. */
  void print(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  /** A figure as it goes into the JSON, to four places. */
  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
