package adjoint.gpu;

import adjoint.gpu.kernels.TiledKernel;

/** The way to the device; tests put failures in it. */
interface Launcher {
  /** What a device can hold and run. */
  record Limits(String device, long memory, long largestBuffer, int computeUnits) {}

  /** What the device can hold and run. */
  Limits limits();

  /**
   * Prepares a kernel, once for each instance.
   *
   * @throws DeviceException if the device does not support it, or it cannot be compiled
   */
  void compile(TiledKernel kernel);

  /** Has an array that the kernel knows already sent again before the next launch. */
  void put(TiledKernel kernel, Object array);

  /**
   * Runs a kernel and waits for it. Arrays that it has not seen before are sent first.
   *
   * @param columns groups of work items along the columns
   * @param rows groups of work items along the rows
   * @param layers groups of work items along the third dimension
   * @return nanoseconds of the kernel alone; 0 where they are not measured
   * @throws DeviceException if it did not run, or not where it should
   */
  long launch(TiledKernel kernel, int columns, int rows, int layers);

  /** Fetches an array that the kernel wrote. */
  void get(TiledKernel kernel, Object array);

  /**
   * Frees what a kernel instance has on the device; it cannot be launched again. Only for kernels
   * that have run: before, Aparapi has not set up what it would free, and ends the Java machine.
   */
  void release(TiledKernel kernel);
}
