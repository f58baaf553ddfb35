package adjoint.cli;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.MultiplyAddPeak;
import adjoint.yolo.model.DetectionModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times the matrix product and the convolutions of a model beside the peak of multiply-adds. The
 * results are written into tensors that are there already, so that kernels are measured, and not
 * the clearing of new memory.
 */
final class KernelBench {
  private static final int SIDE = 960;

  private final Stopwatch stopwatch;
  private final MultiplyAddPeak peak;
  private final BenchTable table;

  KernelBench(Stopwatch stopwatch, MultiplyAddPeak peak, BenchTable table) {
    this.stopwatch = stopwatch;
    this.peak = peak;
    this.table = table;
  }

  /** The product of two square matrices. */
  Map<String, Object> product() {
    Generator generator = new Generator(1);
    Tensor a = Tensor.rand(generator, DType.F32, 1, SIDE, SIDE);
    Tensor b = Tensor.rand(generator, DType.F32, 1, SIDE, SIDE);
    Tensor out = Tensor.zeros(DType.F32, 1, SIDE, SIDE);
    Backend backend = Backends.current();
    table.print("%n%-40s%6s%10s%10s%8s", "Matrix product, 1 thread", "", "ms", "GFLOP/s", "peak");
    double operations = 2.0 * SIDE * SIDE * SIDE;
    Measured measured = measure(operations, () -> backend.matmul(a, b, out));
    return row(SIDE + " x " + SIDE + " x " + SIDE, 1, measured);
  }

  /** The convolutions of a model, for one image. */
  Map<String, Object> forward(DetectionModel model, int size) {
    String title = "Convolutions of " + model.name() + ", 1 thread";
    table.print("%n%-40s%6s%10s%10s%8s", title, "times", "ms", "GFLOP/s", "peak");
    Generator generator = new Generator(2);
    List<Object> rows = new ArrayList<>();
    Total total = new Total();
    ConvolutionShape.of(model, 1, size)
        .forEach(
            (shape, times) -> {
              Measured measured = measure(shape.operations(), shape.forward(generator));
              rows.add(row(shape.toString(), times, measured));
              total.add(times, measured);
            });
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("model", model.name());
    report.put("image_size", size);
    report.putAll(row("all of them", total.count, total.sum()));
    report.remove("name");
    report.put("rows", rows);
    return report;
  }

  /** Both gradients of a model's convolutions, for a batch. */
  Map<String, Object> gradients(DetectionModel model, int images, int size) {
    String title = "Gradients, " + model.name() + ", 1 thread";
    table.print(
        "%n%-40s%6s%12s%8s%12s%8s", title, "times", "input, ms", "peak", "weight, ms", "peak");
    Generator generator = new Generator(2);
    List<Object> rows = new ArrayList<>();
    Total inputs = new Total();
    Total weights = new Total();
    ConvolutionShape.of(model, images, size)
        .forEach(
            (shape, times) -> {
              double operations = shape.operations();
              Measured input =
                  shape.readsImages()
                      ? Measured.NOTHING
                      : measure(operations, shape.inputGradient(generator));
              Measured weight = measure(operations, shape.weightGradient(generator));
              rows.add(row(shape.toString(), times, input, weight));
              inputs.add(times, input);
              weights.add(times, weight);
            });
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("model", model.name());
    report.put("images", images);
    report.put("image_size", size);
    report.putAll(row("all of them", weights.count, inputs.sum(), weights.sum()));
    report.remove("name");
    report.put("rows", rows);
    return report;
  }

  /**
   * What was measured.
   *
   * @param operations floating-point operations
   * @param milliseconds how long they took
   * @param possible how many operations the peak would have allowed in this time
   */
  private record Measured(double operations, double milliseconds, double possible) {
    static final Measured NOTHING = new Measured(0, 0, 0);

    double gflops() {
      return operations / milliseconds / 1e6;
    }

    double share() {
      return operations / possible;
    }
  }

  /** A sum over kernels. */
  private static final class Total {
    private int count;
    private double operations;
    private double milliseconds;
    private double possible;

    void add(int times, Measured measured) {
      count += times;
      operations += times * measured.operations;
      milliseconds += times * measured.milliseconds;
      possible += times * measured.possible;
    }

    Measured sum() {
      return new Measured(operations, milliseconds, possible);
    }
  }

  private Measured measure(double operations, Runnable work) {
    Stopwatch.Reading reading = stopwatch.beside(work, peak::sample);
    return new Measured(operations, reading.milliseconds(), reading.timesYardstick() * 1e6);
  }

  private Map<String, Object> row(String name, int times, Measured measured) {
    table.print(
        "%-40s%6d%10.2f%10.1f%7.0f%%",
        name, times, measured.milliseconds, measured.gflops(), 100 * measured.share());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("times", times);
    row.put("ms", BenchTable.rounded(measured.milliseconds));
    row.put("gflops", BenchTable.rounded(measured.gflops()));
    row.put("share_of_peak", BenchTable.rounded(measured.share()));
    return row;
  }

  private Map<String, Object> row(String name, int times, Measured input, Measured weight) {
    String ofInput =
        input == Measured.NOTHING
            ? String.format("%12s%8s", "-", "-")
            : String.format(Locale.ROOT, "%12.2f%7.0f%%", input.milliseconds, 100 * input.share());
    table.print(
        "%-40s%6d%s%12.2f%7.0f%%", name, times, ofInput, weight.milliseconds, 100 * weight.share());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("times", times);
    if (input != Measured.NOTHING) {
      row.put("input_ms", BenchTable.rounded(input.milliseconds));
      row.put("input_share_of_peak", BenchTable.rounded(input.share()));
    }
    row.put("weight_ms", BenchTable.rounded(weight.milliseconds));
    row.put("weight_share_of_peak", BenchTable.rounded(weight.share()));
    return row;
  }
}
