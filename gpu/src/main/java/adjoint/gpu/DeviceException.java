package adjoint.gpu;

/** The device did not do what was asked. The operation is then done by the processor. */
final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  enum Kind {
    /** The device lacks something that the kernel needs, such as double precision. */
    UNSUPPORTED,
    /** The kernel could not be compiled. */
    COMPILATION,
    /** The kernel could not be launched, or ran elsewhere. */
    LAUNCH,
    /** There is not enough memory, whatever is released. */
    MEMORY
  }

  private final Kind kind;

  DeviceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  DeviceException(Kind kind, String message) {
    this(kind, message, null);
  }

  Kind kind() {
    return kind;
  }
}
