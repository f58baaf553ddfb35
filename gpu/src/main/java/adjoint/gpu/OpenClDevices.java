package adjoint.gpu;

import adjoint.gpu.kernels.TiledKernel;
import adjoint.tensor.backend.ComputeDevice;
import adjoint.tensor.backend.ComputeDevice.Kind;
import com.aparapi.Config;
import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The OpenCL devices of this machine. Only this class and the launcher load Aparapi. */
final class OpenClDevices {
  /** Work items of a group; fewer cannot be launched. */
  private static final int ITEMS = TiledKernel.GROUP * TiledKernel.GROUP;

  /** Two tiles of doubles. */
  private static final int LOCAL_BYTES = 16 * 8 * TiledKernel.TILE;

  /** Kept, for otherwise the level set on it would be forgotten. */
  private static final Logger APARAPI = Logger.getLogger(Config.getLoggerName());

  static {
    // It reports every kernel's text and prints stack traces; what went wrong is reported here.
    APARAPI.setLevel(Level.OFF);
  }

  private OpenClDevices() {}

  /** All devices, graphics processors first; none where there is no OpenCL. */
  static List<OpenCLDevice> list() {
    try {
      List<OpenCLDevice> devices = new ArrayList<>(OpenCLDevice.listDevices(null));
      devices.sort(Comparator.comparing(OpenClDevices::kind));
      return devices;
    } catch (RuntimeException | LinkageError e) {
      return List.of();
    }
  }

  /** The devices as others see them. */
  static List<ComputeDevice> describe() {
    List<ComputeDevice> described = new ArrayList<>();
    List<OpenCLDevice> devices = list();
    for (int i = 0; i < devices.size(); i++) {
      OpenCLDevice device = devices.get(i);
      described.add(
          new ComputeDevice(
              OpenClProvider.NAME + ":" + i,
              kind(device),
              device.getName(),
              device.getOpenCLPlatform().getName() + ", " + device.getOpenCLPlatform().getVersion(),
              device.getGlobalMemSize(),
              device.getMaxMemAllocSize(),
              device.getMaxComputeUnits(),
              obstacle(device)));
    }
    return described;
  }

  private static Kind kind(OpenCLDevice device) {
    if (device.getType() == Device.TYPE.GPU) {
      return Kind.GPU;
    }
    return device.getType() == Device.TYPE.CPU ? Kind.CPU : Kind.ACCELERATOR;
  }

  /**
   * A device by its number in the list, or the first usable one.
   *
   * @throws UnsupportedOperationException if there is none that can be used
   */
  static OpenCLDevice select(String number) {
    List<OpenCLDevice> devices = list();
    if (devices.isEmpty()) {
      throw new UnsupportedOperationException(
          "no OpenCL device was found; see docs/gpu.md for what to install");
    }
    if (number.isEmpty()) {
      return devices.stream()
          .filter(device -> obstacle(device) == null)
          .findFirst()
          .orElseThrow(() -> new UnsupportedOperationException(obstacle(devices.get(0))));
    }
    int index = number.matches("\\d{1,4}") ? Integer.parseInt(number) : -1;
    if (index < 0 || index >= devices.size()) {
      throw new UnsupportedOperationException(
          "there is no OpenCL device \""
              + number
              + "\"; there are 0 to "
              + (devices.size() - 1)
              + ", see ./adjoint devices");
    }
    if (obstacle(devices.get(index)) != null) {
      throw new UnsupportedOperationException(obstacle(devices.get(index)));
    }
    return devices.get(index);
  }

  private static String obstacle(OpenCLDevice device) {
    if (device.getMaxWorkGroupSize() < ITEMS) {
      return device.getName()
          + " runs groups of "
          + device.getMaxWorkGroupSize()
          + " work items, and the kernels need "
          + ITEMS;
    }
    if (device.getLocalMemSize() < LOCAL_BYTES) {
      return device.getName()
          + " has "
          + device.getLocalMemSize()
          + " bytes of local memory, and the kernels need "
          + LOCAL_BYTES;
    }
    return null;
  }
}
