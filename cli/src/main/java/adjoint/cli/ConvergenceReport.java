package adjoint.cli;

import adjoint.nn.matrix.Convergence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows how fast the iteration approaches the square root. */
final class ConvergenceReport {
  private ConvergenceReport() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                """
                Distance of the iteration to the exact square root, |C - R| / |R|, for %1$d x %1$d
                matrices; R by eigen-decomposition, N the number of iterations

                """,
                Convergence.SIDE));
    text.append(String.format("%12s", "condition"));
    Convergence.ITERATIONS.forEach(n -> text.append(String.format("%9s", "N = " + n)));
    text.append('\n');
    for (Convergence row : Convergence.table()) {
      text.append(String.format(Locale.ROOT, "%12.0e", row.condition()));
      row.distances().forEach(d -> text.append(String.format(Locale.ROOT, "%9.1e", d)));
      text.append('\n');
    }
    return text.toString();
  }

  static List<Map<String, Object>> toMaps() {
    return Convergence.table().stream()
        .map(
            row -> {
              Map<String, Object> map = new LinkedHashMap<>();
              map.put("condition", row.condition());
              map.put("iterations", Convergence.ITERATIONS);
              map.put("distances", row.distances());
              return map;
            })
        .toList();
  }
}
