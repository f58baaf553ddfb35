package adjoint.gpu;

import adjoint.gpu.kernels.TiledKernel;

/** A launcher that fails a number of times before it lets calls through. */
final class FaultyLauncher implements Launcher {
  private final Launcher device;
  private final boolean atCompilation;
  private final DeviceException.Kind kind;
  private int left;
  private int attempts;

  FaultyLauncher(Launcher device, boolean atCompilation, DeviceException.Kind kind, int failures) {
    this.device = device;
    this.atCompilation = atCompilation;
    this.kind = kind;
    left = failures;
  }

  /** How often something that may fail was tried. */
  int attempts() {
    return attempts;
  }

  private void failMaybe(boolean here) {
    if (here) {
      attempts++;
      if (left > 0) {
        left--;
        throw new DeviceException(kind, "simulated");
      }
    }
  }

  @Override
  public Limits limits() {
    return device.limits();
  }

  @Override
  public void compile(TiledKernel kernel) {
    failMaybe(atCompilation);
    device.compile(kernel);
  }

  @Override
  public void put(TiledKernel kernel, Object array) {
    device.put(kernel, array);
  }

  @Override
  public long launch(TiledKernel kernel, int columns, int rows, int layers) {
    failMaybe(!atCompilation);
    return device.launch(kernel, columns, rows, layers);
  }

  @Override
  public void get(TiledKernel kernel, Object array) {
    device.get(kernel, array);
  }

  @Override
  public void release(TiledKernel kernel) {
    device.release(kernel);
  }
}
