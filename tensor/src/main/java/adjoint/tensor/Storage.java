package adjoint.tensor;

/**
 * The flat Java array behind one or more tensors.
 *
 * <p>U8 and BOOL elements live in a {@code byte[]}, F16 and BF16 in a {@code short[]} holding the
 * raw bits, the other types in the array of their Java type. Views share a storage. Every in-place
 * write through a {@link Tensor} raises {@link #version()}, which is how automatic differentiation
 * notices that a saved value has changed.
 */
public final class Storage {
  private final DType dtype;
  private final Object array;
  private final int length;
  private int version;

  private Storage(DType dtype, Object array, int length) {
    this.dtype = dtype;
    this.array = array;
    this.length = length;
  }

  /** A new storage of zeros. */
  public static Storage allocate(DType dtype, int length) {
    Object array =
        switch (dtype) {
          case BOOL, U8 -> new byte[length];
          case I32 -> new int[length];
          case I64 -> new long[length];
          case F16, BF16 -> new short[length];
          case F32 -> new float[length];
          case F64 -> new double[length];
        };
    return new Storage(dtype, array, length);
  }

  /** Wraps {@code array} without copying it. */
  public static Storage of(float[] array) {
    return new Storage(DType.F32, array, array.length);
  }

  /** Wraps {@code array} without copying it. */
  public static Storage of(double[] array) {
    return new Storage(DType.F64, array, array.length);
  }

  /** Wraps {@code array} without copying it. */
  public static Storage of(long[] array) {
    return new Storage(DType.I64, array, array.length);
  }

  /** Wraps {@code array} without copying it. */
  public static Storage of(int[] array) {
    return new Storage(DType.I32, array, array.length);
  }

  /** Wraps bytes as U8 or, with values 0 and 1 only, as BOOL, without copying them. */
  public static Storage of(DType dtype, byte[] array) {
    if (dtype != DType.U8 && dtype != DType.BOOL) {
      throw new DTypeException("storage: bytes hold U8 or BOOL, not " + dtype);
    }
    return new Storage(dtype, array, array.length);
  }

  /** Wraps the raw bits of F16 or BF16 numbers without copying them. */
  public static Storage of(DType dtype, short[] array) {
    if (!dtype.isHalf()) {
      throw new DTypeException("storage: shorts hold F16 or BF16, not " + dtype);
    }
    return new Storage(dtype, array, array.length);
  }

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** The number of elements. */
  public int length() {
    return length;
  }

  /** The array of an F32 storage. */
  public float[] floats() {
    return (float[]) array;
  }

  /** The array of an F64 storage. */
  public double[] doubles() {
    return (double[]) array;
  }

  /** The array of an I64 storage. */
  public long[] longs() {
    return (long[]) array;
  }

  /** The array of an I32 storage. */
  public int[] ints() {
    return (int[]) array;
  }

  /** The array of a U8 or BOOL storage. */
  public byte[] bytes() {
    return (byte[]) array;
  }

  /** The raw bits of an F16 or BF16 storage. */
  public short[] shorts() {
    return (short[]) array;
  }

  /** The element at {@code index} as a double; exact for every type but I64 beyond 2^53. */
  public double getDouble(int index) {
    return switch (dtype) {
      case BOOL, U8 -> bytes()[index] & 0xFF;
      case I32 -> ints()[index];
      case I64 -> longs()[index];
      case F16 -> HalfFloat.toFloat(shorts()[index]);
      case BF16 -> HalfFloat.bfloat16ToFloat(shorts()[index]);
      case F32 -> floats()[index];
      case F64 -> doubles()[index];
    };
  }

  /** The element at {@code index} as a long; floating values are truncated towards zero. */
  public long getLong(int index) {
    return dtype == DType.I64 ? longs()[index] : (long) getDouble(index);
  }

  /**
   * Stores {@code value} converted as Java casts do (U8 wraps modulo 256, BOOL becomes value != 0,
   * half types round to nearest even).
   */
  public void setDouble(int index, double value) {
    switch (dtype) {
      case BOOL -> bytes()[index] = (byte) (value != 0 ? 1 : 0);
      case U8 -> bytes()[index] = (byte) (long) value;
      case I32 -> ints()[index] = (int) value;
      case I64 -> longs()[index] = (long) value;
      case F16 -> shorts()[index] = HalfFloat.fromFloat((float) value);
      case BF16 -> shorts()[index] = HalfFloat.bfloat16FromFloat((float) value);
      case F32 -> floats()[index] = (float) value;
      case F64 -> doubles()[index] = value;
    }
  }

  /** Stores an integer converted as Java casts do (BOOL becomes value != 0); exact for I64. */
  public void setLong(int index, long value) {
    switch (dtype) {
      case I64 -> longs()[index] = value;
      case I32 -> ints()[index] = (int) value;
      case U8 -> bytes()[index] = (byte) value;
      default -> setDouble(index, value);
    }
  }

  /** This storage, or an F32 copy of it where its type is a half type; exact. */
  public Storage widened() {
    if (!dtype.isHalf()) {
      return this;
    }
    short[] halves = shorts();
    float[] floats = new float[length];
    if (dtype == DType.F16) {
      for (int i = 0; i < length; i++) {
        floats[i] = HalfFloat.toFloat(halves[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        floats[i] = HalfFloat.bfloat16ToFloat(halves[i]);
      }
    }
    return of(floats);
  }

  /** How often this storage has been written in place since it was made. */
  public int version() {
    return version;
  }

  /** Records an in-place write; whoever writes into the array directly calls this. */
  public void touch() {
    version++;
  }
}
