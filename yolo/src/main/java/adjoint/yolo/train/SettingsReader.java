package adjoint.yolo.train;

import java.util.List;
import java.util.Map;

/** Values of a map by name and type. */
record SettingsReader(Map<String, Object> map) {
  private <T> T value(String name, Class<T> type) {
    Object value = map.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "the setting " + name + " is " + value + ", which is no " + type.getSimpleName());
    }
    return type.cast(value);
  }

  long whole(String name) {
    return value(name, Number.class).longValue();
  }

  int integer(String name) {
    return Math.toIntExact(whole(name));
  }

  double number(String name) {
    return value(name, Number.class).doubleValue();
  }

  boolean flag(String name) {
    return value(name, Boolean.class);
  }

  String text(String name) {
    return value(name, String.class);
  }

  List<Integer> integers(String name) {
    List<?> numbers = value(name, List.class);
    return numbers.stream().map(n -> ((Number) n).intValue()).toList();
  }
}
