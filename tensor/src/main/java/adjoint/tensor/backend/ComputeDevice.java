package adjoint.tensor.backend;

/**
 * A device that a {@link BackendProvider} can compute on.
 *
 * @param id what selects it in {@code adjoint.backend}, such as {@code opencl:0}
 * @param kind what it is
 * @param name its maker and name
 * @param platform the driver that offers it
 * @param memory bytes of memory
 * @param largestBuffer bytes of the largest buffer it gives
 * @param computeUnits number of compute units
 * @param obstacle why it cannot be used, or null if it can
 */
public record ComputeDevice(
    String id,
    Kind kind,
    String name,
    String platform,
    long memory,
    long largestBuffer,
    int computeUnits,
    String obstacle) {
  /** What a device is. */
  public enum Kind {
    /** A graphics processor. */
    GPU,
    /** A processor for computing alone. */
    ACCELERATOR,
    /** The machine's own processor, by way of a driver. */
    CPU
  }
}
