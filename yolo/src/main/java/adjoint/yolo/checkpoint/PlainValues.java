package adjoint.yolo.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns pickled values into what a YAML reader would give: maps with string keys, lists, strings,
 * {@code Integer} or {@code Long}, {@code Double}, {@code Boolean} and null. Tuples and sets become
 * lists, NumPy arrays flat lists of numbers.
 */
final class PlainValues {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 100_000;

  private int values;

  private PlainValues() {}

  /** The plain form of {@code value}; empty where it has a part without one, or is too large. */
  static Optional<Object> of(Object value) {
    try {
      return Optional.ofNullable(new PlainValues().convert(value, 0));
    } catch (NotPlainException e) {
      return Optional.empty();
    }
  }

  private Object convert(Object value, int depth) throws NotPlainException {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new NotPlainException();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        plain.put(String.valueOf(entry.getKey()), convert(entry.getValue(), depth + 1));
      }
      return plain;
    }
    if (value instanceof List<?> list) {
      return convertAll(Pickled.elements(list), depth);
    }
    if (value instanceof Object[] tuple) {
      return convertAll(Arrays.asList(tuple), depth);
    }
    if (value instanceof Pickled.ItemSet set) {
      return convertAll(set.items(), depth);
    }
    if (value instanceof Pickled.NumpyArray array) {
      return convertArray(array);
    }
    if (value instanceof Long number) {
      return narrow(number);
    }
    if (value == null
        || value instanceof String
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigInteger) {
      return value;
    }
    throw new NotPlainException();
  }

  private List<Object> convertAll(List<Object> items, int depth) throws NotPlainException {
    List<Object> plain = new ArrayList<>();
    for (Object item : items) {
      plain.add(convert(item, depth + 1));
    }
    return plain;
  }

  private Object convertArray(Pickled.NumpyArray array) throws NotPlainException {
    if (array.type() == null) {
      throw new NotPlainException();
    }
    ByteBuffer data = ByteBuffer.wrap(array.data());
    data.order(array.type().isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    List<Object> items = new ArrayList<>();
    while (data.hasRemaining()) {
      if (++values > MAX_VALUES) {
        throw new NotPlainException();
      }
      items.add(element(array.type().code(), data));
    }
    if (!array.isScalar()) {
      return items;
    }
    if (items.size() != 1) {
      throw new NotPlainException();
    }
    return items.get(0);
  }

  private static Object element(String code, ByteBuffer data) throws NotPlainException {
    int size = Character.digit(code.isEmpty() ? 'x' : code.charAt(code.length() - 1), 10);
    if (size <= 0 || data.remaining() < size) {
      throw new NotPlainException();
    }
    return switch (code) {
      case "f8" -> data.getDouble();
      case "f4" -> (double) data.getFloat();
      case "i8" -> narrow(data.getLong());
      case "i4" -> data.getInt();
      case "i2" -> (int) data.getShort();
      case "i1" -> (int) data.get();
      case "u1" -> data.get() & 0xFF;
      case "b1" -> data.get() != 0;
      default -> throw new NotPlainException();
    };
  }

  private static Object narrow(long number) {
    return number == (int) number ? (Object) (int) number : (Object) number;
  }

  /** Ends a conversion; never leaves this class. */
  private static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
