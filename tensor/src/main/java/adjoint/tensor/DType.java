package adjoint.tensor;

/**
 * Element types of a {@link Tensor}.
 *
 * <p>{@link #F32} is the type to work in, {@link #F64} the type to check gradients in. {@link
 * #I64}, {@link #I32}, {@link #U8} and {@link #BOOL} hold indices, pixels and masks. {@link #F16}
 * and {@link #BF16} exist for files: a tensor of such a type can be viewed, printed and converted,
 * and any arithmetic on it asks for a conversion first.
 *
 * <p>The order of the constants that compute ({@code BOOL < U8 < I32 < I64 < F32 < F64}) is the
 * order of {@linkplain #promote promotion}.
 */
public enum DType {
  /** Truth values, one byte each, 0 or 1. */
  BOOL(1, false),
  /** Unsigned 8-bit integers. */
  U8(1, false),
  /** Signed 32-bit integers. */
  I32(4, false),
  /** Signed 64-bit integers. */
  I64(8, false),
  /** IEEE 754 half precision; for files. */
  F16(2, true),
  /** The upper 16 bits of a single-precision number; for files. */
  BF16(2, true),
  /** IEEE 754 single precision. */
  F32(4, true),
  /** IEEE 754 double precision. */
  F64(8, true);

  private final int bytes;
  private final boolean floating;

  DType(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether this is a floating-point type (F16, BF16, F32 or F64). */
  public boolean isFloating() {
    return floating;
  }

  /** Whether this type exists for files only (F16 or BF16). */
  public boolean isHalf() {
    return this == F16 || this == BF16;
  }

  /**
   * The type in which values of {@code a} and {@code b} are combined: the later one in the order
   * {@code BOOL, U8, I32, I64, F32, F64}.
   *
   * @throws DTypeException if either is a half type
   */
  public static DType promote(String operation, DType a, DType b) {
    a.requireComputable(operation);
    b.requireComputable(operation);
    return a.ordinal() >= b.ordinal() ? a : b;
  }

  /** This type if it is floating, F32 otherwise: the type of exp, mean, division, ... */
  public DType orF32(String operation) {
    requireComputable(operation);
    return floating ? this : F32;
  }

  /**
   * Checks that arithmetic is possible.
   *
   * @throws DTypeException if this is a half type
   */
  public void requireComputable(String operation) {
    if (isHalf()) {
      throw new DTypeException(
          operation + ": " + this + " is a type for files; convert with to(DType.F32) first");
    }
  }
}
