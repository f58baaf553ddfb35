package adjoint.gpu;

import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.BackendProvider;
import adjoint.tensor.backend.ComputeDevice;
import com.aparapi.device.OpenCLDevice;
import java.util.List;

/** Brings the OpenCL backend. */
public final class OpenClProvider implements BackendProvider {
  /** The backend's name. */
  static final String NAME = "opencl";

  /** Asks for times of every operation; has to be set before anything is computed. */
  static final String PROFILE = "adjoint.profile";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend create(Backend cpu, String device) {
    boolean profiled = Boolean.getBoolean(PROFILE);
    if (profiled) {
      System.setProperty("com.aparapi.enableProfiling", "true");
    }
    OpenCLDevice selected = OpenClDevices.select(device);
    return new OpenClBackend(cpu, new AparapiLauncher(selected, profiled), Settings.ofProperties());
  }

  @Override
  public List<ComputeDevice> devices() {
    return OpenClDevices.describe();
  }
}
