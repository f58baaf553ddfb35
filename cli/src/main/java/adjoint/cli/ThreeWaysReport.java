package adjoint.cli;

import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.Sample;
import adjoint.autograd.catalog.ThreeWays;
import adjoint.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the gradients of an operation by its rule, by the tape, and by differences. */
final class ThreeWaysReport {
  private static final int LONGEST = 9;
  private static final String HEADING = "  %-12s%13s%16s%16s%16s%n";
  private static final String ROW = "  %-12s%13.8f%16.10f%16.10f%16.10f%n";

  private ThreeWaysReport() {}

  /** The samples of an operation that can be compared. */
  static List<ThreeWays> of(Operation operation) {
    List<ThreeWays> ways = new ArrayList<>();
    for (Sample sample : operation.samples()) {
      if (sample.plain() != null) {
        ways.add(ThreeWays.of(sample));
      }
    }
    ways.sort(Comparator.comparing(ThreeWays::sample));
    return ways;
  }

  /** Prints the numbers side by side; nothing where there is nothing to compare. */
  static void print(PrintWriter out, Operation operation) {
    List<ThreeWays> all = of(operation);
    if (all.isEmpty()) {
      return;
    }
    out.printf("%nThree ways to the gradient of %s%n", operation.name());
    for (ThreeWays ways : all) {
      print(out, ways);
    }
  }

  private static void print(PrintWriter out, ThreeWays ways) {
    out.printf("%n%s%n", ways.sample());
    boolean corresponds = Arrays.equals(ways.incoming().shape(), ways.rule().shape());
    out.printf(HEADING, "element", corresponds ? "incoming" : "", "rule", "tape", "differences");
    double[] incoming = ways.incoming().toDoubleArray();
    double[] rule = ways.rule().toDoubleArray();
    double[] tape = ways.tape().toDoubleArray();
    double[] differences = ways.differences().toDoubleArray();
    String row = corresponds ? ROW : ROW.replace("%13.8f", "%13s");
    for (int i = 0; i < Math.min(rule.length, LONGEST); i++) {
      Object in = corresponds ? (Object) incoming[i] : "";
      out.printf(Locale.ROOT, row, index(i, ways.rule()), in, rule[i], tape[i], differences[i]);
    }
    if (rule.length > LONGEST) {
      out.printf("  and %d more elements%n", rule.length - LONGEST);
    }
    out.printf(
        Locale.ROOT,
        "  largest distance: rule and tape %.1e, rule and differences %.1e%n",
        ways.ruleAndTape(),
        ways.ruleAndDifferences());
  }

  private static String index(int position, Tensor x) {
    StringBuilder text = new StringBuilder();
    int rest = position;
    for (int d = x.rank() - 1; d >= 0; d--) {
      text.insert(0, (d == 0 ? "" : ", ") + rest % x.size(d));
      rest /= x.size(d);
    }
    return "[" + text + "]";
  }

  /** The distances as values for JSON. */
  static List<Map<String, Object>> toMaps(Operation operation) {
    return of(operation).stream().map(ThreeWaysReport::toMap).toList();
  }

  private static Map<String, Object> toMap(ThreeWays ways) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sample", ways.sample());
    map.put("rule_and_tape", ways.ruleAndTape());
    map.put("rule_and_differences", ways.ruleAndDifferences());
    map.put("tape_and_differences", ways.tapeAndDifferences());
    return map;
  }
}
