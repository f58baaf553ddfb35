package adjoint.cli;

import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.ComputeDevice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what can compute. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Lists what can compute here.",
      "",
      "The processor always can. OpenCL devices are there where their driver is installed.",
    },
    customSynopsis = "adjoint devices",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {"0:done"},
    footerHeading = "%nExamples%n",
    footer = {"  adjoint devices", "  adjoint detect --device opencl:0 ..."})
final class DevicesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<ComputeDevice> devices = Backends.devices();
    out.println("cpu: " + Backends.current().description());
    for (ComputeDevice device : devices) {
      out.println(device.id() + ": " + kind(device) + ", " + device.name());
      out.println("  " + device.platform());
      out.printf(
          Locale.ROOT,
          "  %.1f GiB of memory, buffers up to %.1f GiB, %d compute units%n",
          gibibytes(device.memory()),
          gibibytes(device.largestBuffer()),
          device.computeUnits());
      if (device.obstacle() != null) {
        out.println("  cannot be used: " + device.obstacle());
      }
    }
    out.println();
    out.println("--device cpu, the default, uses cpu.");
    out.println("--device opencl " + opencl(devices));
    out.println("--device auto " + auto(devices));
    out.flush();
    return 0;
  }

  /** The device that {@code --device auto} uses: the first graphics processor. */
  static Optional<ComputeDevice> automatic(List<ComputeDevice> devices) {
    return devices.stream()
        .filter(device -> device.kind() == ComputeDevice.Kind.GPU && device.obstacle() == null)
        .findFirst();
  }

  private static String opencl(List<ComputeDevice> devices) {
    if (devices.isEmpty()) {
      return "is refused, because no OpenCL device was found; see docs/gpu.md.";
    }
    return devices.stream()
        .filter(device -> device.obstacle() == null)
        .findFirst()
        .map(device -> "uses " + device.id() + ", the first that can be used.")
        .orElse("is refused, because no device can be used.");
  }

  private static String auto(List<ComputeDevice> devices) {
    return automatic(devices)
        .map(device -> "uses " + device.id() + ", the first GPU.")
        .orElse(
            devices.isEmpty()
                ? "uses cpu, because no OpenCL device was found."
                : "uses cpu, because no OpenCL device is a GPU that can be used.");
  }

  private static String kind(ComputeDevice device) {
    return switch (device.kind()) {
      case GPU -> "GPU";
      case ACCELERATOR -> "accelerator";
      case CPU -> "CPU by way of OpenCL";
    };
  }

  private static double gibibytes(long bytes) {
    return bytes / (double) (1 << 30);
  }
}
