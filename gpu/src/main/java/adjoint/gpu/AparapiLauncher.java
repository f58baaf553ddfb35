package adjoint.gpu;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.TiledKernel;
import com.aparapi.ProfileInfo;
import com.aparapi.Range;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Launches kernels on one OpenCL device.
 *
 * <p>Aparapi is told of this device alone. When something fails it would go on to Java threads,
 * some hundred times slower; the kernels refuse that, and every launch is checked for where it ran.
 */
final class AparapiLauncher implements Launcher {
  private final OpenCLDevice device;
  private final boolean profiled;

  AparapiLauncher(OpenCLDevice device, boolean profiled) {
    this.device = device;
    this.profiled = profiled;
    // A device that shares the processor's memory would be given the addresses of Java arrays, and
    // lose them when the garbage collector moves the arrays between a launch and a read.
    device.setSharedMemory(false);
  }

  @Override
  public Limits limits() {
    return new Limits(
        device.getName(),
        device.getGlobalMemSize(),
        Math.min(device.getMaxMemAllocSize(), Integer.MAX_VALUE),
        device.getMaxComputeUnits());
  }

  @Override
  public void compile(TiledKernel kernel) {
    KernelManager.instance().setPreferredDevices(kernel, new LinkedHashSet<>(List.of(device)));
    kernel.setExplicit(true);
    try {
      kernel.compile(device);
    } catch (CompileFailedException e) {
      String reason = reason(e);
      Kind kind = reason.contains("FP64") ? Kind.UNSUPPORTED : Kind.COMPILATION;
      throw new DeviceException(kind, name(kernel) + " does not compile: " + reason, e);
    } catch (RuntimeException | AssertionError | LinkageError e) {
      throw new DeviceException(
          Kind.COMPILATION, name(kernel) + " does not compile: " + reason(e), e);
    }
  }

  @Override
  public void put(TiledKernel kernel, Object array) {
    if (array instanceof float[] floats) {
      kernel.put(floats);
    } else {
      kernel.put((double[]) array);
    }
  }

  @Override
  public void get(TiledKernel kernel, Object array) {
    if (array instanceof float[] floats) {
      kernel.get(floats);
    } else {
      kernel.get((double[]) array);
    }
  }

  @Override
  public long launch(TiledKernel kernel, int columns, int rows, int layers) {
    int side = TiledKernel.GROUP;
    try {
      kernel.execute(Range.create3D(device, columns * side, rows * side, layers, side, side, 1));
    } catch (RuntimeException | AssertionError | LinkageError e) {
      throw new DeviceException(Kind.LAUNCH, name(kernel) + " was not launched: " + reason(e), e);
    }
    if (kernel.ranInJava() || !device.equals(kernel.getTargetDevice())) {
      throw new DeviceException(Kind.LAUNCH, name(kernel) + " did not run on " + device.getName());
    }
    return profiled ? kernelTime(kernel.getProfileInfo()) : 0;
  }

  private static long kernelTime(List<ProfileInfo> events) {
    long time = 0;
    if (events != null) {
      for (ProfileInfo event : events) {
        // The type's class is not public: R for a read, X for an execution, W for a write.
        boolean execution = "X".equals(String.valueOf((Object) event.getType()));
        time += execution ? event.getEnd() - event.getStart() : 0;
      }
    }
    return time;
  }

  @Override
  public void release(TiledKernel kernel) {
    kernel.dispose();
  }

  private static String name(TiledKernel kernel) {
    return kernel.getClass().getSimpleName();
  }

  private static String reason(Throwable problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
  }
}
