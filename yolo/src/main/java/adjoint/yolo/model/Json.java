package adjoint.yolo.model;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the values that arguments are made of as JSON. */
final class Json {
  private Json() {}

  static String of(Object value) {
    if (value instanceof String text) {
      return quote(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return value instanceof Number ? PythonText.of(value) : quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
