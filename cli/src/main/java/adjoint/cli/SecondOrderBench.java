package adjoint.cli;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.PlainForward;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.MultiplyAddPeak;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Times covariance pooling and the matrix square root, forward and backward: as the hand-derived
 * functions, as compositions that the tape differentiates, and with the M x M matrix of the formula
 * as it stands.
 */
final class SecondOrderBench {
  private static final int IMAGES = 8;
  private static final int CHANNELS = 128;
  private static final int SIDE = 20;
  private static final int ITERATIONS = 5;

  /** Matrix products of the hand-derived functions, of C x C matrices. */
  private static final int FORWARD_PRODUCTS = 3 * ITERATIONS - 3;

  private static final int BACKWARD_PRODUCTS = 6 * ITERATIONS - 6;

  private final Stopwatch stopwatch;
  private final MultiplyAddPeak peak;
  private final BenchTable table;
  private final Tensor x = Tensor.randn(new Generator(1), DType.F32, IMAGES, CHANNELS, SIDE, SIDE);
  private final Variable incoming =
      Variable.of(Tensor.randn(new Generator(2), DType.F32, IMAGES, CHANNELS, CHANNELS));

  SecondOrderBench(Stopwatch stopwatch, MultiplyAddPeak peak, BenchTable table) {
    this.stopwatch = stopwatch;
    this.peak = peak;
    this.table = table;
  }

  /** Runs all three. */
  List<Object> measure() {
    String title =
        String.format(
            "Covpool and Sqrtm, %d x %d x %d x %d, N = %d",
            IMAGES, CHANNELS, SIDE, SIDE, ITERATIONS);
    table.print("%n%-46s%10s%10s%10s%8s", title, "forward", "both, ms", "GFLOP/s", "peak");
    List<Object> rows = new ArrayList<>();
    rows.add(
        row("by hand", v -> new Sqrtm(ITERATIONS).apply(new Covpool().apply(v)), operations()));
    rows.add(
        row(
            "by the tape",
            v -> PlainForward.sqrtm(PlainForward.covpool(v), ITERATIONS),
            Double.NaN));
    rows.add(
        row(
            "by the tape, with an M x M matrix",
            v -> PlainForward.sqrtm(literal(v), ITERATIONS),
            Double.NaN));
    return rows;
  }

  /** Floating-point operations of both passes of the hand-derived functions. */
  private static double operations() {
    double root = (FORWARD_PRODUCTS + BACKWARD_PRODUCTS) * Math.pow(CHANNELS, 3);
    double pooling = 2.0 * CHANNELS * CHANNELS * SIDE * SIDE;
    return 2 * IMAGES * (root + pooling);
  }

  /** CP-F as it stands, with Ibar built. */
  private static Variable literal(Variable v) {
    int positions = SIDE * SIDE;
    Tensor centring = Tensor.eye(DType.F32, positions).sub(1.0 / positions).mul(1.0 / positions);
    Variable matrices = v.flatten(2, 3);
    return matrices.matmul(Variable.of(centring)).bmm(matrices.t());
  }

  private Map<String, Object> row(String name, UnaryOperator<Variable> f, double operations) {
    double forward =
        stopwatch.milliseconds(() -> Autograd.noGrad(() -> f.apply(Variable.of(x)).value()));
    Stopwatch.Reading reading =
        stopwatch.beside(
            () -> f.apply(Variable.parameter(x)).backward(incoming, false, false), peak::sample);
    double both = reading.milliseconds();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("forward_ms", BenchTable.rounded(forward));
    row.put("forward_and_backward_ms", BenchTable.rounded(both));
    if (Double.isNaN(operations)) {
      table.print("%-46s%10.2f%10.2f", name, forward, both);
      return row;
    }
    double speed = operations / both / 1e6;
    double share = operations / reading.timesYardstick() / 1e6;
    table.print("%-46s%10.2f%10.2f%10.1f%7.0f%%", name, forward, both, speed, 100 * share);
    row.put("gflops", BenchTable.rounded(speed));
    row.put("share_of_peak", BenchTable.rounded(share));
    return row;
  }
}
