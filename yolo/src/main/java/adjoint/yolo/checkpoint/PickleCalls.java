package adjoint.yolo.checkpoint;

import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.StoredType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pickle's references and calls are read as. Nothing is called: each case checks the
 * arguments' form and keeps them in a record.
 */
final class PickleCalls {
  private static final int MAX_RANK = 64;

  private final PickleInput input;
  private final MemoryBudget memory;
  private final Set<String> allowed;

  PickleCalls(PickleInput input, MemoryBudget memory, Set<String> allowed) {
    this.input = input;
    this.memory = memory;
    this.allowed = allowed;
  }

  /** Looks a class or function up. */
  Pickled.Global global(String module, String name) throws FormatException {
    memory.charge(MemoryBudget.CONTAINER);
    GlobalKind kind = Globals.find(module, name);
    if (kind != null) {
      return new Pickled.Global(module, name, kind);
    }
    String full = module + "." + name;
    if (Globals.isBlocked(module)) {
      throw input.error(
          "refers to "
              + full
              + ", which no checkpoint needs and which could run code in Python; nothing was run, "
              + "but do not trust this file");
    }
    if (allowed.contains(module + " " + name)) {
      return new Pickled.Global(module, name, GlobalKind.CLASS);
    }
    if (Globals.isOtherModel(module, name)) {
      throw input.error(
          "holds a "
              + full
              + ", which is another kind of model; YOLOv5 detectors (models.yolo.Model and "
              + "models.yolo.DetectionModel) and plain state dicts can be read");
    }
    throw input.error(
        "refers to "
            + full
            + ", which is not on the list of names that a YOLOv5 checkpoint may hold; nothing was "
            + "run. If it is a class of your own model, allow it as plain data: "
            + "Weights.read(file, Set.of(\""
            + module
            + " "
            + name
            + "\"))");
  }

  /** The instance of a class that {@code type} is. */
  Object instantiate(Object type) throws FormatException {
    memory.charge(MemoryBudget.CONTAINER);
    if (type instanceof Pickled.Global global) {
      switch (global.kind()) {
        case CLASS -> {
          return new Pickled.Instance(global);
        }
        case DICTIONARY, DEFAULT_DICTIONARY -> {
          return new LinkedHashMap<>();
        }
        default -> throw input.error("an instance of " + global + " is made where none can be");
      }
    }
    throw input.error("an instance is made of something that is no class");
  }

  /** What {@code callable(arguments)} is read as. */
  Object call(Object callable, Object[] arguments) throws FormatException {
    if (!(callable instanceof Pickled.Global global)) {
      throw input.error("something is called that is neither a class nor a function");
    }
    memory.charge(MemoryBudget.CONTAINER);
    return switch (global.kind()) {
      case CLASS -> new Pickled.Instance(global);
      case DICTIONARY -> dictionary(arguments);
      case DEFAULT_DICTIONARY -> new LinkedHashMap<>();
      case SET -> new Pickled.ItemSet(set(arguments));
      case BYTES -> arguments.length == 0 ? new byte[0] : bytes(arguments[0]);
      case ENCODE -> bytes(argument(global, arguments, 0));
      case SIZE -> copy(argument(global, arguments, 0)).toArray();
      case DEVICE -> text(argument(global, arguments, 0));
      case REBUILD_TENSOR -> tensor(global, arguments, null);
      case REBUILD_TENSOR_TYPED -> {
        Object type = argument(global, arguments, 6);
        yield tensor(global, arguments, storedType(type));
      }
      case REBUILD_PARAMETER -> parameter(global, arguments);
      case REBUILD_FROM_TYPE -> rebuildFromType(global, arguments);
      case NUMPY_RECONSTRUCT -> new Pickled.NumpyArray();
      case NUMPY_TYPE -> new Pickled.NumpyType(text(argument(global, arguments, 0)));
      case NUMPY_SCALAR -> {
        Pickled.NumpyArray scalar = new Pickled.NumpyArray();
        setArray(scalar, null, argument(global, arguments, 0), argument(global, arguments, 1));
        yield scalar;
      }
      case NUMPY_FROM_BUFFER -> {
        Pickled.NumpyArray array = new Pickled.NumpyArray();
        setArray(
            array,
            longs(argument(global, arguments, 2)),
            argument(global, arguments, 1),
            argument(global, arguments, 0));
        yield array;
      }
      case POSIX_PATH -> path(arguments, "/");
      case WINDOWS_PATH -> path(arguments, "\\");
      case TYPE, STORAGE -> throw input.error(global + " is called, which no checkpoint does");
    };
  }

  /** Gives an object its state. */
  void build(Object target, Object state) throws FormatException {
    if (target instanceof Pickled.Instance instance) {
      Object attributes =
          state instanceof Object[] pair && pair.length == 2
              ? pair[0] == null ? pair[1] : pair[0]
              : state;
      if (instance.isBuilt() || !(attributes instanceof Map<?, ?> map)) {
        throw input.error(
            "the state of a " + instance.type() + " is no dictionary, or is given twice");
      }
      instance.build(Pickled.members(map));
    } else if (target instanceof Pickled.NumpyArray array) {
      if (!(state instanceof Object[] parts) || parts.length != 5) {
        throw input.error("the state of a NumPy array has another form than NumPy gives it");
      }
      setArray(array, longs(parts[1]), parts[2], parts[4]);
    } else if (target instanceof Pickled.NumpyType type) {
      if (!(state instanceof Object[] parts) || parts.length < 2) {
        throw input.error("the state of a NumPy type has another form than NumPy gives it");
      }
      type.setBigEndian(">".equals(parts[1]));
    } else if (!(target instanceof Map<?, ?>) && !(target instanceof Pickled.TensorRef)) {
      // Attributes of dictionaries and tensors (such as a state dict's _metadata) are not needed.
      throw input.error("state is given to something that takes none");
    }
  }

  /** The storage that a persistent identifier names. */
  Pickled.StorageRef storage(Object identifier) throws FormatException {
    if (identifier instanceof Object[] parts
        && parts.length >= 5
        && "storage".equals(parts[0])
        && parts[2] instanceof String key
        && parts[4] instanceof Long count
        && count >= 0) {
      memory.charge(MemoryBudget.CONTAINER);
      return new Pickled.StorageRef(key, storedType(parts[1]), count);
    }
    throw input.error(
        "a reference outside the pickle is not ('storage', type, key, location, count)");
  }

  /**
   * Adds a member to a dictionary.
   *
   * @throws FormatException if the key is no number, text, truth value or None: the hash of
   *     anything larger could take forever
   */
  void put(Map<Object, Object> map, Object key, Object value) throws FormatException {
    boolean plain =
        key == null
            || key instanceof String
            || key instanceof Long
            || key instanceof Double
            || key instanceof Boolean
            || key instanceof BigInteger;
    if (!plain) {
      throw input.error("a dictionary key that is no number, string, truth value or None");
    }
    memory.charge(MemoryBudget.MEMBER);
    map.put(key, value);
  }

  private List<Object> set(Object[] arguments) throws FormatException {
    return arguments.length == 0 ? new ArrayList<>() : copy(arguments[0]);
  }

  private List<Object> copy(Object sequence) throws FormatException {
    List<Object> source = list(sequence);
    memory.charge((long) source.size() * MemoryBudget.ELEMENT);
    return new ArrayList<>(source);
  }

  private Map<Object, Object> dictionary(Object[] arguments) throws FormatException {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (arguments.length == 0) {
      return map;
    }
    if (arguments[0] instanceof Map<?, ?> source) {
      for (Map.Entry<?, ?> entry : source.entrySet()) {
        put(map, entry.getKey(), entry.getValue());
      }
      return map;
    }
    for (Object item : list(arguments[0])) {
      List<Object> pair = list(item);
      if (pair.size() != 2) {
        throw input.error("a dictionary is made of something other than pairs");
      }
      put(map, pair.get(0), pair.get(1));
    }
    return map;
  }

  private Pickled.TensorRef tensor(Pickled.Global function, Object[] arguments, StoredType type)
      throws FormatException {
    if (!(argument(function, arguments, 0) instanceof Pickled.StorageRef storage)
        || !(argument(function, arguments, 1) instanceof Long offset)) {
      throw input.error(function + " without a storage and an offset");
    }
    long[] sizes = longs(argument(function, arguments, 2));
    long[] strides = longs(argument(function, arguments, 3));
    StoredType elements = type == null ? storage.type() : type;
    if (elements == null || sizes.length != strides.length || sizes.length > MAX_RANK) {
      throw input.error(
          "a tensor without an element type, with "
              + sizes.length
              + " sizes and "
              + strides.length
              + " strides; as many of both are needed, at most "
              + MAX_RANK);
    }
    return new Pickled.TensorRef(storage, elements, offset, sizes, strides, input.position());
  }

  private Pickled.TensorRef parameter(Pickled.Global function, Object[] arguments)
      throws FormatException {
    if (argument(function, arguments, 0) instanceof Pickled.TensorRef tensor) {
      return tensor;
    }
    throw input.error(function + " of something that is no tensor");
  }

  private Object rebuildFromType(Pickled.Global function, Object[] arguments)
      throws FormatException {
    if (argument(function, arguments, 0) instanceof Pickled.Global inner
        && argument(function, arguments, 2) instanceof Object[] innerArguments
        && inner.kind() != GlobalKind.REBUILD_FROM_TYPE) {
      return call(inner, innerArguments);
    }
    throw input.error(function + " without a function and its arguments");
  }

  private void setArray(Pickled.NumpyArray array, long[] shape, Object type, Object data)
      throws FormatException {
    if (!(type instanceof Pickled.NumpyType elements)) {
      throw input.error("a NumPy array without an element type");
    }
    // The data of an array of objects is a list; such an array stays empty.
    array.set(shape, elements, data instanceof byte[] raw ? raw : new byte[0]);
  }

  private StoredType storedType(Object type) throws FormatException {
    if (type instanceof Pickled.Global global && global.kind() == GlobalKind.STORAGE) {
      return Globals.storedType(global);
    }
    throw input.error("a storage whose type is no storage class of torch");
  }

  private Object argument(Pickled.Global function, Object[] arguments, int index)
      throws FormatException {
    if (index >= arguments.length) {
      throw input.error(
          function + " has " + arguments.length + " arguments; " + (index + 1) + " are needed");
    }
    return arguments[index];
  }

  private List<Object> list(Object sequence) throws FormatException {
    if (sequence instanceof List<?> list) {
      return Pickled.elements(list);
    }
    if (sequence instanceof Object[] tuple) {
      return Arrays.asList(tuple);
    }
    throw input.error("a list or tuple is needed");
  }

  private long[] longs(Object sequence) throws FormatException {
    List<Object> items = list(sequence);
    memory.charge(8L * items.size());
    long[] values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(items.get(i) instanceof Long value)) {
        throw input.error("a size or stride that is no whole number");
      }
      values[i] = value;
    }
    return values;
  }

  private String text(Object value) throws FormatException {
    if (value instanceof String text) {
      return text;
    }
    throw input.error("a string is needed");
  }

  /** Bytes, or the text in which protocol 2 writes them, one character for each. */
  private byte[] bytes(Object value) throws FormatException {
    if (value instanceof byte[] raw) {
      return raw;
    }
    String text = text(value);
    memory.charge(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw input.error("bytes written as text hold a character beyond U+00FF");
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String path(Object[] parts, String separator) throws FormatException {
    StringBuilder path = new StringBuilder();
    boolean join = false;
    for (Object part : parts) {
      String name = text(part);
      memory.charge(MemoryBudget.VALUE + 2L * name.length());
      path.append(join ? separator : "").append(name);
      join = !name.endsWith(separator);
    }
    return path.toString();
  }
}
