package adjoint.cli;

import adjoint.autograd.catalog.GradCheckTable;
import adjoint.autograd.catalog.Operation;
import adjoint.tensor.io.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the gradients of operations against central differences. */
@Command(
    name = "gradcheck",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Checks gradients against central differences, in double precision.",
      "",
      "For operations named, such as covpool and sqrtm, that can also be composed of elementary"
          + " ones, it shows three ways to the gradient side by side: the operation's rule, what"
          + " the tape makes of the composition, and differences.",
    },
    customSynopsis = "adjoint gradcheck [NAME ...] [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:all gradients are right",
      "1:a gradient is wrong",
      "2:there is no operation of a name"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint gradcheck",
      "  adjoint gradcheck covpool sqrtm",
      "  adjoint gradcheck sqrt softmax --second-order --json"
    })
final class GradcheckCommand implements Callable<Integer> {
  private static final String ROW = "%-28s %12.2e %12s %8.2f  %s%n";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Operations to check (default: all).")
  private List<String> names = List.of();

  @Option(names = "--second-order", description = "Check second derivatives as well.")
  private boolean secondOrder;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Consumer<GradCheckTable.Row> print = row -> {};
    List<Operation> operations = OperationNames.select(spec.commandLine(), names);
    if (!json) {
      out.printf("%-28s %12s %12s %8s%n", "operation", "first order", "second order", "seconds");
      print = row -> print(out, row);
    }
    List<GradCheckTable.Row> rows = GradCheckTable.check(operations, secondOrder, print);
    if (json) {
      List<Map<String, Object>> maps = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        maps.add(toMap(rows.get(i), operations.get(i)));
      }
      out.println(Json.writeIndented(maps));
    } else {
      long failed = rows.stream().filter(row -> !row.passed()).count();
      out.printf("%d checked, %d failed%n", rows.size(), failed);
      if (!names.isEmpty()) {
        operations.forEach(operation -> ThreeWaysReport.print(out, operation));
      }
    }
    out.flush();
    return rows.stream().allMatch(GradCheckTable.Row::passed) ? 0 : 1;
  }

  private static void print(PrintWriter out, GradCheckTable.Row row) {
    double second = row.secondOrderMaxError();
    out.printf(
        Locale.ROOT,
        ROW,
        row.operation(),
        row.maxError(),
        Double.isNaN(second) ? "" : String.format(Locale.ROOT, "%.2e", second),
        row.seconds(),
        row.passed() ? "" : "FAILED");
    if (!row.passed()) {
      out.println("  " + row.failure());
    }
    out.flush();
  }

  private static Map<String, Object> toMap(GradCheckTable.Row row, Operation operation) {
    double second = row.secondOrderMaxError();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("op", row.operation());
    map.put("max_error", row.maxError());
    map.put("second_order_max_error", Double.isNaN(second) ? null : second);
    map.put("passed", row.passed());
    List<Map<String, Object>> ways = ThreeWaysReport.toMaps(operation);
    if (!ways.isEmpty()) {
      map.put("three_ways", ways);
    }
    return map;
  }
}
