package adjoint.tensor.io;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import java.nio.ByteBuffer;

/**
 * How a file stores elements, and the {@link DType} that they are read as: the same one, or, where
 * there is none, the narrowest integer type that holds every value.
 */
public enum StoredType {
  /** One byte, 0 for false. */
  BOOL(1, DType.BOOL),
  /** Unsigned 8-bit integers. */
  U8(1, DType.U8),
  /** Signed 8-bit integers. */
  I8(1, DType.I32),
  /** Signed 16-bit integers. */
  I16(2, DType.I32),
  /** Unsigned 16-bit integers. */
  U16(2, DType.I32),
  /** Signed 32-bit integers. */
  I32(4, DType.I32),
  /** Unsigned 32-bit integers. */
  U32(4, DType.I64),
  /** Signed 64-bit integers. */
  I64(8, DType.I64),
  /** Half precision. */
  F16(2, DType.F16),
  /** The upper half of single precision. */
  BF16(2, DType.BF16),
  /** Single precision. */
  F32(4, DType.F32),
  /** Double precision. */
  F64(8, DType.F64);

  private final int bytes;
  private final DType dtype;

  StoredType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** Bytes of one stored element. */
  public int bytes() {
    return bytes;
  }

  /** The type that the elements are read as. */
  public DType dtype() {
    return dtype;
  }

  /** The stored form of a tensor's type. */
  static StoredType of(DType dtype) {
    return valueOf(dtype.name());
  }

  /**
   * Reads {@code count} elements from the buffer's position, in its byte order, into {@code target}
   * from index {@code from} on. The position is left as it was.
   */
  void decode(ByteBuffer source, Storage target, int from, int count) {
    int start = source.position();
    switch (this) {
      case U8 -> source.duplicate().get(target.bytes(), from, count);
      case I32 -> source.asIntBuffer().get(target.ints(), from, count);
      case I64 -> source.asLongBuffer().get(target.longs(), from, count);
      case F16, BF16 -> source.asShortBuffer().get(target.shorts(), from, count);
      case F32 -> source.asFloatBuffer().get(target.floats(), from, count);
      case F64 -> source.asDoubleBuffer().get(target.doubles(), from, count);
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          target.bytes()[from + i] = (byte) (source.get(start + i) == 0 ? 0 : 1);
        }
      }
      case I8 -> {
        for (int i = 0; i < count; i++) {
          target.ints()[from + i] = source.get(start + i);
        }
      }
      case I16 -> {
        for (int i = 0; i < count; i++) {
          target.ints()[from + i] = source.getShort(start + 2 * i);
        }
      }
      case U16 -> {
        for (int i = 0; i < count; i++) {
          target.ints()[from + i] = source.getShort(start + 2 * i) & 0xFFFF;
        }
      }
      case U32 -> {
        for (int i = 0; i < count; i++) {
          target.longs()[from + i] = source.getInt(start + 4 * i) & 0xFFFFFFFFL;
        }
      }
    }
  }

  /**
   * Writes {@code count} elements of {@code source} from index {@code from} on at the buffer's
   * position, in its byte order. The position is left as it was.
   *
   * @throws IllegalArgumentException if this is not the stored form of a tensor's type
   */
  void encode(Storage source, int from, int count, ByteBuffer target) {
    switch (this) {
      case BOOL, U8 -> target.duplicate().put(source.bytes(), from, count);
      case I32 -> target.asIntBuffer().put(source.ints(), from, count);
      case I64 -> target.asLongBuffer().put(source.longs(), from, count);
      case F16, BF16 -> target.asShortBuffer().put(source.shorts(), from, count);
      case F32 -> target.asFloatBuffer().put(source.floats(), from, count);
      case F64 -> target.asDoubleBuffer().put(source.doubles(), from, count);
      case I8, I16, U16, U32 -> throw new IllegalArgumentException(this + " is read only");
    }
  }
}
