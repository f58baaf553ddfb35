package adjoint.gpu;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.TiledKernel;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The use of one device: its memory, its kernels, and what happens when it fails. One operation at
 * a time, for Aparapi launches one at a time whatever one does.
 */
final class DeviceSession {
  /** The third and second number of groups that every device allows. */
  private static final int MOST_GROUPS = 65_535;

  private static final Logger LOGGER = System.getLogger(DeviceSession.class.getName());

  private final Launcher launcher;
  private final Launcher.Limits limits;
  private final long memory;
  private final ArrayPool pool;
  private final Profile profile;
  private final List<KernelSlot<?>> slots = new ArrayList<>();
  private boolean warned;

  DeviceSession(Launcher launcher, Settings settings) {
    this.launcher = launcher;
    limits = launcher.limits();
    memory = settings.memory() > 0 ? settings.memory() : limits.memory() / 5 * 3;
    pool = new ArrayPool(Math.min(memory, Runtime.getRuntime().maxMemory()) / 8);
    profile = new Profile(settings.profiled(), limits.device());
  }

  Launcher.Limits limits() {
    return limits;
  }

  /** Bytes that are used at most. */
  long memory() {
    return memory;
  }

  Profile profile() {
    return profile;
  }

  /** A place for a kernel; a quarter of the memory is for weights that stay. */
  <K extends TiledKernel> KernelSlot<K> slot(DType type, Supplier<K> kernel) {
    long elements = Math.min(memory / 4, limits.largestBuffer()) / type.bytes();
    KernelSlot<K> slot =
        new KernelSlot<>(
            type, kernel, launcher, pool, profile, (int) Math.min(elements, Integer.MAX_VALUE - 8));
    slots.add(slot);
    return slot;
  }

  /**
   * Whether a launch with arrays of some lengths can be made. Other kernels' memory is freed where
   * that is needed for it.
   *
   * @param rows groups of work items along the rows
   * @param layers groups of work items along the third dimension
   */
  boolean fits(KernelSlot<?> slot, DType type, long rows, long layers, long... counts) {
    if (rows > MOST_GROUPS || layers > MOST_GROUPS) {
      return false;
    }
    long needed = slot.kept().bytes();
    for (long count : counts) {
      if (count > Integer.MAX_VALUE / type.bytes()) {
        return false;
      }
      long bytes = (long) ArrayPool.roundedUp((int) count) * type.bytes();
      if (bytes > limits.largestBuffer()) {
        return false;
      }
      needed += bytes;
    }
    if (needed > memory) {
      return false;
    }
    makeRoom(slot, needed);
    return true;
  }

  private void makeRoom(KernelSlot<?> user, long needed) {
    for (KernelSlot<?> slot : slots) {
      long others = slots.stream().filter(s -> s != user).mapToLong(KernelSlot::bytes).sum();
      if (others + needed > memory && slot != user) {
        slot.release();
      }
    }
  }

  /** Bytes on the device. */
  synchronized long bytes() {
    return slots.stream().mapToLong(KernelSlot::bytes).sum();
  }

  private void releaseAll() {
    slots.forEach(KernelSlot::release);
  }

  /**
   * Runs an operation on the device. If it fails for want of memory or at its launch, it is tried
   * once more with nothing else on the device.
   *
   * @param out what it writes; zeros if it fails
   * @return whether it is done; if not, the processor has to do it
   */
  synchronized boolean run(KernelSlot<?> slot, String name, Tensor out, Runnable work) {
    if (!slot.isEnabled()) {
      return false;
    }
    try {
      attempt(name, work);
      slot.succeeded();
      return true;
    } catch (DeviceException problem) {
      report(slot, name, problem);
      out.fill(0); // which may be a part of a larger tensor
      return false;
    }
  }

  private void attempt(String name, Runnable work) {
    try {
      profile.measure(name, () -> guarded(work));
    } catch (DeviceException problem) {
      if (problem.kind() != Kind.LAUNCH && problem.kind() != Kind.MEMORY) {
        throw problem;
      }
      releaseAll();
      profile.measure(name, () -> guarded(work));
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new DeviceException(Kind.MEMORY, "the Java heap is too small for the arrays", e);
    }
  }

  private void report(KernelSlot<?> slot, String name, DeviceException problem) {
    slot.failed(problem);
    releaseAll();
    boolean expected = problem.kind() == Kind.UNSUPPORTED;
    Level level = warned || expected ? Level.DEBUG : Level.WARNING;
    warned |= !expected;
    LOGGER.log(
        level,
        name
            + " is computed by the processor, because OpenCL on "
            + limits.device()
            + " failed: "
            + problem.getMessage()
            + "; further failures are not reported");
  }
}
