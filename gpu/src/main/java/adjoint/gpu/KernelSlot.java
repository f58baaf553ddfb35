package adjoint.gpu;

import adjoint.gpu.kernels.TiledKernel;
import adjoint.tensor.DType;
import java.util.function.Supplier;

/**
 * One kernel with the arrays it is given. It stays on the device between operations, and its
 * buffers with it as long as the next operation needs arrays of about the same size.
 *
 * @param <K> the kernel's class
 */
final class KernelSlot<K extends TiledKernel> {
  private static final int FAILURES = 3;

  private static final int FIRST = 0;
  private static final int SECOND = 1;
  private static final int START = 2;
  private static final int OUT = 3;

  private final DType type;
  private final Supplier<K> maker;
  private final Launcher launcher;
  private final ArrayPool pool;
  private final Profile profile;
  private final KeptWeights kept;
  private final Object[] arrays = new Object[4];
  private final Object[] launched = new Object[4];
  private final boolean[] filled = new boolean[4];
  private K kernel;
  private boolean compiled;
  private boolean ran;
  private boolean disabled;
  private int failures;

  KernelSlot(
      DType type,
      Supplier<K> maker,
      Launcher launcher,
      ArrayPool pool,
      Profile profile,
      int keptCapacity) {
    this.type = type;
    this.maker = maker;
    this.launcher = launcher;
    this.pool = pool;
    this.profile = profile;
    kept = new KeptWeights(type, keptCapacity);
    kernel = maker.get();
  }

  /** The kernel, whose sizes are to be set before a launch. */
  K kernel() {
    return kernel;
  }

  /** The weights that stay on the device. */
  KeptWeights kept() {
    return kept;
  }

  // ---- arrays ---------------------------------------------------------------------------------

  /** The array of the left factor, to be filled with a number of elements. */
  Object first(int count) {
    return fill(FIRST, count);
  }

  /** The array of the right factor, to be filled with a number of elements. */
  Object second(int count) {
    return fill(SECOND, count);
  }

  /** The array of the bias, to be filled with a number of elements. */
  Object start(int count) {
    return fill(START, count);
  }

  private Object fill(int role, int count) {
    arrays[role] = pool.exchange(arrays[role], type, count);
    filled[role] = true;
    return arrays[role];
  }

  /** Bytes on the device. */
  long bytes() {
    long bytes = kept.bytes();
    for (Object array : arrays) {
      bytes += array == null ? 0 : ArrayPool.bytes(array);
    }
    return bytes;
  }

  // ---- launching ------------------------------------------------------------------------------

  /**
   * Runs the kernel and fetches the result.
   *
   * @param count elements of the result
   * @return the array that holds it, until the next launch
   */
  Object launch(int count, int columns, int rows, int layers) {
    if (!compiled) {
      launcher.compile(kernel);
      compiled = true;
    }
    arrays[OUT] = pool.exchange(arrays[OUT], type, count);
    for (int role = 0; role < arrays.length; role++) {
      arrays[role] = arrays[role] == null ? pool.exchange(null, type, 1) : arrays[role];
      // An array that the kernel has not seen is sent without being asked for.
      if (filled[role] && arrays[role] == launched[role]) {
        launcher.put(kernel, arrays[role]);
      }
      filled[role] = false;
    }
    if (kept.takeChanged()) {
      launcher.put(kernel, kept.sent());
    }
    kernel.bind(arrays[FIRST], arrays[SECOND], kept.sent(), arrays[START], arrays[OUT]);
    long begin = System.nanoTime();
    long kernelTime = launcher.launch(kernel, columns, rows, layers);
    ran = true;
    launcher.get(kernel, arrays[OUT]);
    profile.launched(System.nanoTime() - begin, kernelTime);
    System.arraycopy(arrays, 0, launched, 0, arrays.length);
    return arrays[OUT];
  }

  // ---- failing --------------------------------------------------------------------------------

  /** Whether it is worth trying. */
  boolean isEnabled() {
    return !disabled;
  }

  void succeeded() {
    failures = 0;
  }

  /** Notes a failure; a kernel that does not compile or fails repeatedly is not tried again. */
  void failed(DeviceException problem) {
    failures++;
    disabled =
        problem.kind() == DeviceException.Kind.COMPILATION
            || problem.kind() == DeviceException.Kind.UNSUPPORTED
            || failures == FAILURES;
  }

  /** Frees everything that it has on the device. */
  void release() {
    if (ran) {
      launcher.release(kernel);
    }
    for (int role = 0; role < arrays.length; role++) {
      if (arrays[role] != null) {
        pool.giveBack(arrays[role]);
      }
      arrays[role] = null;
      launched[role] = null;
      filled[role] = false;
    }
    kept.forget();
    kernel = maker.get();
    compiled = false;
    ran = false;
  }
}
