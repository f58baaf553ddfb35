package adjoint.cli;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.MultiplyAddPeak;
import adjoint.tensor.backend.Parallel;
import adjoint.tensor.io.Json;
import adjoint.yolo.model.DetectionModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Measures what this machine can do and what the kernels make of it.",
      "",
      "Prints the peak of fused multiply-adds, the share of it that the matrix product and the"
          + " models' convolutions reach on one thread, covariance pooling with the matrix square"
          + " root, and the models' latency. A share is that of the peak measured just before and"
          + " after, since machines change their speed; times are medians. Kernels write into"
          + " tensors that are there already, as in BLAS. Takes about two minutes;"
          + " nothing else should run meanwhile.",
    },
    customSynopsis = "adjoint bench [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not the input's fault",
      "2:an argument cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint bench",
      "  adjoint bench --model yolov5m --img 1280 --json",
      "  adjoint bench --train",
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> TRAINED = List.of("yolov5n", "yolov5n-soca");
  private static final int PEAK_SAMPLES = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      arity = "1..*",
      split = ",",
      defaultValue = "yolov5n,yolov5s",
      paramLabel = "MODEL",
      description =
          "Models whose convolutions are measured; the first one's latency is, too (default:"
              + " ${DEFAULT-VALUE}).")
  private List<String> models;

  @Option(
      names = {"--img", "--imgsz", "--img-size"},
      defaultValue = "640",
      paramLabel = "PIXELS",
      description = "Height and width of the models' input (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--threads",
      arity = "1..*",
      split = ",",
      paramLabel = "COUNT",
      description = "Numbers of threads for the latency (default: one, and all cores).")
  private List<Integer> threads = List.of();

  @Option(
      names = "--millis",
      defaultValue = "200",
      paramLabel = "TIME",
      description = "Time to repeat each kernel for, in milliseconds (default: ${DEFAULT-VALUE}).")
  private int millis;

  @Option(
      names = "--train",
      description =
          "Measure training instead: the gradients of the first model's convolutions, and steps of 8"
              + " images of 320 x 320 through yolov5n and yolov5n-soca, or the models named,"
              + " forward, loss, backward and update.")
  private boolean train;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private DeviceOption device;

  private BenchTable table;
  private MultiplyAddPeak peak;

  @Override
  public Integer call() throws Exception {
    ImageSize.require(spec, size);
    checkCounts();
    return device.compute(this::bench);
  }

  private int bench() {
    final PrintWriter out = spec.commandLine().getOut();
    table =
        new BenchTable(
            line -> {
              if (!json) {
                out.println(line);
                out.flush();
              }
            });
    final int before = Parallel.threads();
    try {
      Map<String, Object> report = train ? measureTraining() : measure();
      if (json) {
        out.println(Json.writeIndented(report));
      }
      out.flush();
    } finally {
      Parallel.setThreads(before);
    }
    return 0;
  }

  private void checkCounts() {
    for (int count : threads) {
      if (count < 1) {
        throw new ParameterException(
            spec.commandLine(), "--threads must be 1 or more, got " + count);
      }
    }
    if (millis < 1) {
      throw new ParameterException(spec.commandLine(), "--millis must be 1 or more, got " + millis);
    }
  }

  private Map<String, Object> measureTraining() {
    int cores = Runtime.getRuntime().availableProcessors();
    Set<Integer> counts = new LinkedHashSet<>(threads.isEmpty() ? List.of(1, cores) : threads);
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--model");
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine(cores));
    report.put("peak", peaks(counts));
    Parallel.setThreads(1);
    DetectionModel first =
        DetectionModel.build(named ? models.get(0) : TRAINED.get(0), new Generator(0));
    KernelBench kernels = new KernelBench(new Stopwatch(millis, millis), peak, table);
    report.put("gradients", kernels.gradients(first, TrainingStep.IMAGES, TrainingStep.SIZE));
    List<Object> rows = new ArrayList<>();
    String title = "Training step, " + TrainingStep.IMAGES + " x 320 x 320";
    table.print(
        "%n%-30s%8s%9s%9s%9s%9s%9s%11s",
        title, "threads", "ms", "forward", "loss", "backward", "update", "memory MB");
    for (String name : named ? models : TRAINED) {
      TrainingStep step = new TrainingStep(name);
      double memory = step.activationBytes() / 1e6;
      for (int count : counts) {
        rows.add(trainingRow(name, step, count, memory));
      }
    }
    report.put("training", rows);
    return report;
  }

  private Map<String, Object> trainingRow(
      String name, TrainingStep step, int count, double memory) {
    Parallel.setThreads(count);
    double ms = new Stopwatch(10L * millis, 10L * millis).milliseconds(step::run);
    double[] parts = step.parts();
    table.print(
        "%-30s%8d%9.1f%9.1f%9.1f%9.1f%9.1f%11.1f",
        name, count, ms, parts[0], parts[1], parts[2], parts[3], memory);
    Map<String, Object> row = entry("model", name, "threads", count);
    row.put("ms", BenchTable.rounded(ms));
    row.put("forward_ms", BenchTable.rounded(parts[0]));
    row.put("loss_ms", BenchTable.rounded(parts[1]));
    row.put("backward_ms", BenchTable.rounded(parts[2]));
    row.put("update_ms", BenchTable.rounded(parts[3]));
    row.put("activation_mb", BenchTable.rounded(memory));
    return row;
  }

  private Map<String, Object> measure() {
    int cores = Runtime.getRuntime().availableProcessors();
    Set<Integer> counts = new LinkedHashSet<>(threads.isEmpty() ? List.of(1, cores) : threads);
    List<DetectionModel> built = new ArrayList<>();
    for (String name : models) {
      DetectionModel model = DetectionModel.build(name, new Generator(0));
      model.eval();
      built.add(model.fuse());
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine(cores));
    report.put("peak", peaks(counts));
    Parallel.setThreads(1);
    Stopwatch stopwatch = new Stopwatch(millis, millis);
    KernelBench kernels = new KernelBench(stopwatch, peak, table);
    report.put("gemm", kernels.product());
    List<Object> convolutions = new ArrayList<>();
    for (DetectionModel model : built) {
      convolutions.add(kernels.forward(model, size));
    }
    report.put("convolution", convolutions);
    report.put("second_order", new SecondOrderBench(stopwatch, peak, table).measure());
    report.put("latency", latencies(built.get(0), counts));
    return report;
  }

  private Map<String, Object> machine(int cores) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", cores);
    machine.put("java", System.getProperty("java.version"));
    machine.put("backend", Backends.current().name());
    table.print("%d cores, Java %s, backend %s", machine.values().toArray());
    return machine;
  }

  private List<Object> peaks(Set<Integer> counts) {
    List<Object> peaks = new ArrayList<>();
    peak = new MultiplyAddPeak(1);
    for (int count : counts) {
      MultiplyAddPeak meter = count == 1 ? peak : new MultiplyAddPeak(count);
      double value =
          IntStream.range(0, PEAK_SAMPLES).mapToDouble(i -> meter.sample()).max().orElseThrow();
      peaks.add(entry("threads", count, "gflops", BenchTable.rounded(value)));
      table.print("Multiply-add peak, %s: %.1f GFLOP/s", threads(count), value);
    }
    return peaks;
  }

  private List<Object> latencies(DetectionModel model, Set<Integer> counts) {
    Tensor image = Tensor.rand(new Generator(3), DType.F32, 1, 3, size, size);
    List<Object> rows = new ArrayList<>();
    table.print("");
    for (int count : counts) {
      Parallel.setThreads(count);
      double ms =
          new Stopwatch(10L * millis, 10L * millis).milliseconds(() -> model.predict(image));
      table.print("%s at %d x %d, %s: %.1f ms", model.name(), size, size, threads(count), ms);
      Map<String, Object> row = entry("model", model.name(), "image_size", size);
      row.put("threads", count);
      row.put("ms", BenchTable.rounded(ms));
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> entry(
      String first, Object firstValue, String second, Object secondValue) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(first, firstValue);
    entry.put(second, secondValue);
    return entry;
  }

  private static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }
}
