package adjoint.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Runs the same yolov5n on several engines in turns, in one process and with equal numbers of
 * threads, and prints the times and their ratios. Absolute times on a shared machine say little;
 * the ratios of one run do.
 */
public final class PeerComparison {
  static final int SIZE = 640;

  private static final int WARM_UPS = 15;
  private static final int ROUNDS = 15;
  private static final int RUNS_PER_TURN = 3;
  private static final int PAUSE_MILLIS = 200;

  private PeerComparison() {}

  /**
   * Compares.
   *
   * @param arguments the folder with {@code yolov5n-coco.torchscript.pt} and {@code
   *     yolov5n-coco.onnx}, the safetensors with the same weights, and if wanted the numbers of
   *     threads
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path weights = Path.of(arguments[1]);
    if (!Files.isDirectory(folder) || !Files.isRegularFile(weights)) {
      System.out.println("Nothing to compare: no models in " + folder + " or no " + weights);
      return;
    }
    int[] threads = {1, Runtime.getRuntime().availableProcessors()};
    if (arguments.length > 2) {
      threads = Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray();
    }
    float[] pixels = new float[3 * SIZE * SIZE];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    List<Engine> engines = new ArrayList<>();
    engines.add(new OwnEngine(weights, pixels));
    engines.add(new PyTorchEngine(folder.resolve("yolov5n-coco.torchscript.pt"), pixels));
    engines.add(new OnnxEngine(folder.resolve("yolov5n-coco.onnx"), pixels));
    System.out.printf(
        "yolov5n, %d x %d, batch 1, Java %s%n", SIZE, SIZE, System.getProperty("java.version"));
    for (int count : threads) {
      compare(engines, count);
    }
    for (Engine engine : engines) {
      engine.close();
    }
  }

  private static void compare(List<Engine> engines, int threads) throws Exception {
    float[][] outputs = new float[engines.size()][];
    for (int i = 0; i < engines.size(); i++) {
      engines.get(i).setThreads(threads);
      for (int run = 0; run < WARM_UPS; run++) {
        outputs[i] = engines.get(i).predict();
      }
    }
    double[][] times = new double[engines.size()][ROUNDS * RUNS_PER_TURN];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < engines.size(); i++) {
        // The threads of the engine before spin for a while, waiting for work.
        Thread.sleep(PAUSE_MILLIS);
        engines.get(i).predict();
        for (int run = 0; run < RUNS_PER_TURN; run++) {
          long start = System.nanoTime();
          engines.get(i).predict();
          times[i][round * RUNS_PER_TURN + run] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    print(engines, threads, times, outputs);
  }

  private static void print(
      List<Engine> engines, int threads, double[][] times, float[][] outputs) {
    System.out.printf(
        "%n%-26s%12s%12s%12s%14s%n",
        threads == 1 ? "1 thread" : threads + " threads",
        "median ms",
        "best ms",
        "to Adjoint",
        "difference");
    for (double[] each : times) {
      Arrays.sort(each);
    }
    for (int i = 0; i < times.length; i++) {
      double median = median(times[i]);
      System.out.printf(
          Locale.ROOT,
          "%-26s%12.1f%12.1f%12.2f%14.4f%n",
          engines.get(i).name(),
          median,
          times[i][0],
          median / median(times[0]),
          difference(outputs[0], outputs[i]));
    }
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** The largest difference of two outputs: that all of them computed the same. */
  private static double difference(float[] first, float[] second) {
    if (first.length != second.length) {
      throw new IllegalStateException(
          "the engines return " + first.length + " and " + second.length + " numbers");
    }
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      largest = Math.max(largest, Math.abs(first[i] - second[i]));
    }
    return largest;
  }
}
