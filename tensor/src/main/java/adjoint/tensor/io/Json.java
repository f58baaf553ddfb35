package adjoint.tensor.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON as plain Java values: {@code Map<String, Object>} (in the text's order),
 * {@code List<Object>}, {@code String}, {@code Long} or {@code Double}, {@code Boolean} and null.
 *
 * <p>Reading is strict (RFC 8259): no comments, no trailing commas, no duplicate keys, no unpaired
 * surrogates, no numbers beyond the range of a double, at most 64 levels of nesting.
 */
public final class Json {
  private Json() {}

  /**
   * Parses one JSON value.
   *
   * @throws FormatException if the text is not strict JSON; positions count UTF-8 bytes
   */
  public static Object parse(String text) throws FormatException {
    byte[] bytes;
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
    } catch (CharacterCodingException e) {
      throw new FormatException(null, -1, "half of a surrogate pair in the text");
    }
    JsonReader reader = new JsonReader(bytes, null, 0);
    Object value = readValue(reader);
    reader.finish();
    return value;
  }

  private static Object readValue(JsonReader reader) throws FormatException {
    return switch (reader.peek()) {
      case '{' -> readObject(reader);
      case '[' -> readArray(reader);
      case '"' -> reader.readString();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> reader.readNumber();
      default -> reader.readLiteral();
    };
  }

  private static Map<String, Object> readObject(JsonReader reader) throws FormatException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (true) {
      String key = reader.nextKey();
      if (key == null) {
        return object;
      }
      if (object.containsKey(key)) {
        throw reader.error(reader.keyPosition(), "duplicate key \"" + key + "\"");
      }
      object.put(key, readValue(reader));
    }
  }

  private static List<Object> readArray(JsonReader reader) throws FormatException {
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.nextElement()) {
      array.add(readValue(reader));
    }
    return array;
  }

  /**
   * Writes a value on one line.
   *
   * @param value maps with string keys, iterables, strings, numbers, booleans and nulls, nested at
   *     most 64 deep
   * @throws IllegalArgumentException for any other type, a number that is not finite, a string with
   *     half of a surrogate pair, or deeper nesting
   */
  public static String write(Object value) {
    StringBuilder target = new StringBuilder();
    write(value, target, 0, false);
    return target.toString();
  }

  /**
   * Writes a value with one member per line, indented by two spaces a level.
   *
   * @throws IllegalArgumentException as {@link #write} does
   */
  public static String writeIndented(Object value) {
    StringBuilder target = new StringBuilder();
    write(value, target, 0, true);
    return target.toString();
  }

  private static void write(Object value, StringBuilder target, int depth, boolean indented) {
    if (depth > JsonReader.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "json: nested deeper than " + JsonReader.MAX_DEPTH + " levels");
    }
    if (value instanceof Map<?, ?> map) {
      writeObject(map, target, depth, indented);
    } else if (value instanceof Iterable<?> items) {
      writeArray(items, target, depth, indented);
    } else if (value instanceof String string) {
      writeString(string, target);
    } else if (value instanceof Number number) {
      target.append(finite(number));
    } else if (value == null || value instanceof Boolean) {
      target.append(value);
    } else {
      throw new IllegalArgumentException(
          "json: cannot write "
              + value.getClass().getName()
              + "; legal are maps, iterables, strings, numbers, booleans and null");
    }
  }

  private static void writeObject(
      Map<?, ?> map, StringBuilder target, int depth, boolean indented) {
    target.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    boolean empty = !entries.hasNext();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException("json: key " + entry.getKey() + " is not a string");
      }
      breakLine(target, depth + 1, indented);
      writeString(key, target);
      target.append(indented ? ": " : ":");
      write(entry.getValue(), target, depth + 1, indented);
      target.append(entries.hasNext() ? "," : "");
    }
    breakLine(target, depth, indented && !empty);
    target.append('}');
  }

  private static void writeArray(
      Iterable<?> items, StringBuilder target, int depth, boolean indented) {
    target.append('[');
    Iterator<?> iterator = items.iterator();
    boolean empty = !iterator.hasNext();
    while (iterator.hasNext()) {
      breakLine(target, depth + 1, indented);
      write(iterator.next(), target, depth + 1, indented);
      target.append(iterator.hasNext() ? "," : "");
    }
    breakLine(target, depth, indented && !empty);
    target.append(']');
  }

  private static void breakLine(StringBuilder target, int depth, boolean indented) {
    if (indented) {
      target.append('\n').append("  ".repeat(depth));
    }
  }

  private static Number finite(Number number) {
    if (!Double.isFinite(number.doubleValue())
        && (number instanceof Double || number instanceof Float)) {
      throw new IllegalArgumentException("json: " + number + " has no JSON form");
    }
    return number;
  }

  private static void writeString(String string, StringBuilder target) {
    target.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> target.append("\\\"");
        case '\\' -> target.append("\\\\");
        case '\n' -> target.append("\\n");
        case '\r' -> target.append("\\r");
        case '\t' -> target.append("\\t");
        default -> {
          if (c < 0x20) {
            target.append(String.format("\\u%04x", (int) c));
          } else if (!Character.isSurrogate(c)) {
            target.append(c);
          } else if (i + 1 < string.length()
              && Character.isSurrogatePair(c, string.charAt(i + 1))) {
            target.append(c).append(string.charAt(++i));
          } else {
            throw new IllegalArgumentException("json: half of a surrogate pair in a string");
          }
        }
      }
    }
    target.append('"');
  }
}
