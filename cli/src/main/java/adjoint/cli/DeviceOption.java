package adjoint.cli;

import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.ComputeDevice;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where to compute; commands that compute mix this in. */
final class DeviceOption {
  private static final String CPU = "cpu";
  private static final String AUTO = "auto";
  private static final String OPENCL = "opencl";
  private static final String PROFILE = "adjoint.profile";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--device",
      defaultValue = CPU,
      paramLabel = "NAME",
      description =
          "Where to compute: cpu, opencl, opencl:N as \"adjoint devices\" lists them, or auto,"
              + " which is a GPU if there is one (default: ${DEFAULT-VALUE}).")
  private String device = CPU;

  @Option(
      names = "--profile",
      description = "Print where the time of each operation on the OpenCL device went.")
  private boolean profile;

  /**
   * Runs something on the chosen device. On the processor nothing of OpenCL is loaded.
   *
   * @throws ParameterException if there is no device of this name
   * @throws UserException if the device cannot be used
   * @throws Exception if the body does
   */
  <T> T compute(Callable<T> body) throws Exception {
    if (profile) {
      System.setProperty(PROFILE, "true");
    }
    Backend backend = select();
    if (backend == null) {
      return body.call();
    }
    try {
      return Backends.callWith(backend, body);
    } finally {
      PrintWriter err = spec.commandLine().getErr();
      err.print(backend.profile());
      err.flush();
    }
  }

  /** The backend of a device, or null for the processor's. */
  private Backend select() {
    if (device.isEmpty() || device.equals(CPU)) {
      if (profile) {
        throw wrong("--profile is about OpenCL devices; add --device opencl");
      }
      return null;
    }
    if (device.equals(AUTO)) {
      return automatic();
    }
    if (!device.equals(OPENCL) && !device.startsWith(OPENCL + ":")) {
      throw wrong("--device " + device + " is not one of cpu, opencl, opencl:N and auto");
    }
    return open(device);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Backend automatic() {
    Optional<ComputeDevice> gpu = DevicesCommand.automatic(Backends.devices());
    if (gpu.isEmpty()) {
      if (ErrorMessages.verbose(spec.commandLine())) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("adjoint: no OpenCL GPU was found, computing on the processor");
        err.flush();
      }
      return null;
    }
    return open(gpu.get().id());
  }

  private static Backend open(String name) {
    try {
      return Backends.byName(name);
    } catch (UnsupportedOperationException | IllegalArgumentException unusable) {
      throw new UserException("--device " + name + ": " + unusable.getMessage(), unusable);
    }
  }
}
