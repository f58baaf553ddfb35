package adjoint.gpu;

/**
 * What can be set of the OpenCL backend.
 *
 * @param smallest multiply-adds from which an operation goes to the device
 * @param memory bytes of the device's memory to use at most; 0 for three fifths of what it has
 * @param profiled whether times are kept
 */
record Settings(long smallest, long memory, boolean profiled) {
  /** Below this the launch alone takes longer than the processor needs; see docs/gpu.md. */
  static final long SMALLEST = 2_000_000;

  private static final String SMALLEST_PROPERTY = "adjoint.opencl.smallest";
  private static final String MEMORY_PROPERTY = "adjoint.opencl.memory";

  /** What the system properties say. */
  static Settings ofProperties() {
    return new Settings(
        number(SMALLEST_PROPERTY, SMALLEST),
        number(MEMORY_PROPERTY, 0),
        Boolean.getBoolean(OpenClProvider.PROFILE));
  }

  private static long number(String property, long otherwise) {
    String text = System.getProperty(property, "").trim();
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          property + ": \"" + text + "\" is not a whole number from 0");
    }
    return Long.parseLong(text);
  }
}
