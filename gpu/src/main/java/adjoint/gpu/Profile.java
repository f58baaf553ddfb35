package adjoint.gpu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Times of operations by name, and where they went. */
final class Profile {
  private static final String ROW = "%-44s %6s %10s %10s %10s %10s%n";

  private static final class Times {
    int count;
    long total;
    long transfer;
    long kernel;
  }

  private final boolean enabled;
  private final String device;
  private final Map<String, Times> operations = new LinkedHashMap<>();
  private long launches;
  private long launchTime;
  private long kernelTime;

  Profile(boolean enabled, String device) {
    this.enabled = enabled;
    this.device = device;
  }

  /** Launches so far. */
  synchronized long launches() {
    return launches;
  }

  /** Notes a launch within the operation at hand. */
  synchronized void launched(long nanos, long kernelNanos) {
    launches++;
    launchTime += nanos;
    kernelTime += kernelNanos;
  }

  /** Runs an operation and notes its times. */
  void measure(String name, Runnable work) {
    if (!enabled) {
      work.run();
      return;
    }
    long begin = System.nanoTime();
    long launchBefore = launchTime;
    long kernelBefore = kernelTime;
    work.run();
    synchronized (this) {
      Times times = operations.computeIfAbsent(name, key -> new Times());
      long kernel = kernelTime - kernelBefore;
      times.count++;
      times.total += System.nanoTime() - begin;
      times.transfer += launchTime - launchBefore - kernel;
      times.kernel += kernel;
    }
  }

  /** A table of milliseconds, or nothing. */
  synchronized String table() {
    if (!enabled) {
      return "";
    }
    StringBuilder table = new StringBuilder("OpenCL on " + device + ", milliseconds\n");
    table.append(
        String.format(ROW, "operation", "times", "total", "kernel", "transfer", "copying"));
    Times all = new Times();
    operations.forEach(
        (name, times) -> {
          row(table, name, times);
          all.count += times.count;
          all.total += times.total;
          all.transfer += times.transfer;
          all.kernel += times.kernel;
        });
    row(table, "all", all);
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Times times) {
    table.append(
        String.format(
            ROW,
            name,
            times.count,
            milliseconds(times.total),
            milliseconds(times.kernel),
            milliseconds(times.transfer),
            milliseconds(times.total - times.kernel - times.transfer)));
  }

  private static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
  }
}
