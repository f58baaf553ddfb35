package adjoint.yolo.checkpoint;

import adjoint.tensor.io.StoredType;
import java.util.List;
import java.util.Map;

/**
 * What a pickle's objects are read into. Besides these, a pickle yields null, {@code Boolean},
 * {@code Long}, {@code BigInteger}, {@code Double}, {@code String}, {@code byte[]}, {@code
 * Object[]} for a tuple, {@code ArrayList} for a list and {@code LinkedHashMap} for a dictionary.
 *
 * <p>The graph may have cycles; whoever walks it limits depth and steps.
 */
final class Pickled {
  private Pickled() {}

  /** A list of the machine's own making, which holds any object. */
  @SuppressWarnings("unchecked")
  static List<Object> elements(List<?> list) {
    return (List<Object>) list;
  }

  /** A dictionary of the machine's own making, which holds any object. */
  @SuppressWarnings("unchecked")
  static Map<Object, Object> members(Map<?, ?> map) {
    return (Map<Object, Object>) map;
  }

  /** A class or function that the pickle refers to by name; it is only ever compared. */
  record Global(String module, String name, GlobalKind kind) {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** A set or frozen set. */
  record ItemSet(List<Object> items) {}

  /** Raw elements in another entry of the archive; {@code type} is null where it is not told. */
  record StorageRef(String key, StoredType type, long count) {}

  /** A strided view of a storage; sizes, strides and offset count elements. */
  record TensorRef(
      StorageRef storage,
      StoredType type,
      long offset,
      long[] sizes,
      long[] strides,
      long position) {}

  /** An instance of a class, with its attributes as data. */
  static final class Instance {
    private final Global type;
    private Map<Object, Object> attributes;

    Instance(Global type) {
      this.type = type;
    }

    Global type() {
      return type;
    }

    boolean isBuilt() {
      return attributes != null;
    }

    void build(Map<Object, Object> state) {
      attributes = state;
    }

    /** An attribute, or null. */
    Object get(String name) {
      return attributes == null ? null : attributes.get(name);
    }
  }

  /** A NumPy element type. */
  static final class NumpyType {
    private final String code;
    private boolean bigEndian;

    NumpyType(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }

    boolean isBigEndian() {
      return bigEndian;
    }

    void setBigEndian(boolean bigEndian) {
      this.bigEndian = bigEndian;
    }
  }

  /** A NumPy array, or a scalar where {@code shape} is null. */
  static final class NumpyArray {
    private long[] shape;
    private NumpyType type;
    private byte[] data;

    void set(long[] shape, NumpyType type, byte[] data) {
      this.shape = shape;
      this.type = type;
      this.data = data;
    }

    boolean isScalar() {
      return shape == null;
    }

    /** The elements' type; null until the array's state has been read. */
    NumpyType type() {
      return type;
    }

    byte[] data() {
      return data;
    }
  }
}
