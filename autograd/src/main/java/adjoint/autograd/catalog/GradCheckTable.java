package adjoint.autograd.catalog;

import adjoint.autograd.GradCheck;
import java.util.List;
import java.util.function.Consumer;

/** Gradient checks of operations of the {@link Catalog}, one row for each. */
public final class GradCheckTable {
  private GradCheckTable() {}

  /**
   * What the checks of one operation found.
   *
   * @param operation its name
   * @param maxError the worst {@code |analytic - numeric| / max(1, |numeric|)} over all entries of
   *     the Jacobian and all samples
   * @param secondOrderMaxError the same for second derivatives; NaN if they were not asked for
   * @param passed whether nothing is wrong
   * @param failure what is wrong, or null
   * @param seconds the time it took
   */
  public record Row(
      String operation,
      double maxError,
      double secondOrderMaxError,
      boolean passed,
      String failure,
      double seconds) {}

  /** Checks operations one after another. */
  public static List<Row> check(List<Operation> operations, boolean secondOrder) {
    return check(operations, secondOrder, row -> {});
  }

  /**
   * Checks operations one after another.
   *
   * @param secondOrder whether second derivatives are checked as well
   * @param progress sees each row as soon as it is there
   */
  public static List<Row> check(
      List<Operation> operations, boolean secondOrder, Consumer<Row> progress) {
    return operations.stream()
        .map(operation -> row(operation, secondOrder))
        .peek(progress)
        .toList();
  }

  private static Row row(Operation operation, boolean secondOrder) {
    long start = System.nanoTime();
    double first = 0;
    double second = secondOrder ? 0 : Double.NaN;
    String failure = null;
    for (Sample sample : operation.samples()) {
      GradCheck check = GradCheck.standard();
      GradCheck.Report report = check.inspect(sample.expression(), sample.inputs());
      first = Math.max(first, report.worstError());
      failure = failure == null ? report.failure() : failure;
      if (secondOrder) {
        report = check.inspectSecondOrder(sample.expression(), sample.inputs());
        second = Math.max(second, report.worstError());
        failure = failure == null ? report.failure() : failure;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Row(operation.name(), first, second, failure == null, failure, seconds);
  }
}
