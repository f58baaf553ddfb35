package adjoint.yolo.model;

import adjoint.nn.Module;
import adjoint.yolo.blocks.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The arguments of one row's module, read one after another. Each read names what it reads, so that
 * a wrong type or a wrong number of arguments is reported in those words; arguments that nobody
 * read are an error.
 */
public final class Arguments {
  private final List<Object> values;
  private final Set<Integer> supplied;
  private final List<String> names = new ArrayList<>();
  private boolean restSkipped;

  Arguments(List<Object> values, Set<Integer> supplied) {
    this.values = values;
    this.supplied = supplied;
  }

  /** The next argument, an integer that must be there. */
  public int integer(String name) {
    return required(name, this::toInteger);
  }

  /** The next argument, an integer; {@code missing} where the row ends before it. */
  public int integer(String name, int missing) {
    return optional(name, missing, this::toInteger);
  }

  /** The next argument, an integer or None; null for None and where the row ends before it. */
  public Integer integerOrNone(String name) {
    return optional(name, null, this::toInteger);
  }

  /** The next argument, a number; {@code missing} where the row ends before it. */
  public double number(String name, double missing) {
    return optional(
        name,
        missing,
        value -> {
          if (value instanceof Number number) {
            return number.doubleValue();
          }
          throw wrongType("a number", value);
        });
  }

  /** The next argument, True or False; {@code missing} where the row ends before it. */
  public boolean flag(String name, boolean missing) {
    return optional(
        name,
        missing,
        value -> {
          if (value instanceof Boolean flag) {
            return flag;
          }
          throw wrongType("True or False", value);
        });
  }

  /** The next argument, text; {@code missing} where the row ends before it. */
  public String text(String name, String missing) {
    return optional(
        name,
        missing,
        value -> {
          if (value instanceof String text) {
            return text;
          }
          throw wrongType("text", value);
        });
  }

  /** The next argument, a list of integers that must be there. */
  public List<Integer> integers(String name) {
    return required(name, this::toIntegers);
  }

  /** The next argument, a list of integers; {@code missing} where the row ends before it. */
  public List<Integer> integers(String name, List<Integer> missing) {
    return optional(name, missing, this::toIntegers);
  }

  /**
   * The next argument, the activation of a block: True for the model's default, False for none, or
   * a module such as {@code nn.ReLU()}.
   */
  public Module activation(String name, RowContext context) {
    Object value = optional(name, true, v -> v);
    if (value instanceof Boolean flag) {
      return flag ? context.settings().newActivation() : Activations.none();
    }
    if (value instanceof String text) {
      return Activations.parse(text).get();
    }
    throw wrongType("True, False or a module such as nn.ReLU()", value);
  }

  /** The next argument as it is, which must be there. */
  public Object value(String name) {
    return required(name, v -> v);
  }

  /** Declares that the remaining arguments carry no meaning. */
  public void skipRest() {
    restSkipped = true;
  }

  /** Checks that every argument has been read. */
  void finish() {
    if (restSkipped || names.size() >= values.size()) {
      return;
    }
    List<String> written = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!supplied.contains(i)) {
        written.add(names.get(i));
      }
    }
    String legal =
        written.isEmpty()
            ? "none"
            : "at most " + written.size() + " (" + String.join(", ", written) + ")";
    throw new IllegalArgumentException(
        "the row has "
            + (values.size() - supplied.size())
            + " arguments, the module takes "
            + legal);
  }

  private <T> T required(String name, Function<Object, T> conversion) {
    int position = next(name);
    if (position >= values.size()) {
      throw new IllegalArgumentException(
          "the argument \"" + name + "\" is missing; the row gives " + writtenCount());
    }
    return conversion.apply(values.get(position));
  }

  private <T> T optional(String name, T missing, Function<Object, T> conversion) {
    int position = next(name);
    boolean absent = position >= values.size() || values.get(position) == null;
    return absent ? missing : conversion.apply(values.get(position));
  }

  private int next(String name) {
    names.add(name);
    return names.size() - 1;
  }

  private String writtenCount() {
    int count = values.size() - supplied.size();
    return count == 0 ? "none" : count == 1 ? "1 argument" : count + " arguments";
  }

  private int toInteger(Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    throw wrongType("an integer", value);
  }

  private List<Integer> toIntegers(Object value) {
    if (value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
      return list.stream().map(Integer.class::cast).toList();
    }
    throw wrongType("a list of integers", value);
  }

  private IllegalArgumentException wrongType(String wanted, Object value) {
    return new IllegalArgumentException(
        "the argument \""
            + names.get(names.size() - 1)
            + "\" must be "
            + wanted
            + ", got "
            + PythonText.of(value));
  }
}
