package adjoint.yolo.model;

import java.util.List;

/**
 * One row of a model file: {@code [from, repeats, module, arguments]}.
 *
 * @param index position in the model, from 0 through backbone and head
 * @param from the rows whose outputs are the input: -1 for the previous row, other negative numbers
 *     relative to this row, the rest absolute
 * @param fromList whether the file wrote {@code from} as a list, so that the module takes a list
 * @param repeats how often the module is repeated, before scaling
 * @param module the module's name in the registry
 * @param arguments as written: numbers, strings, booleans, null and lists of them
 */
public record ModelRow(
    int index,
    List<Integer> from,
    boolean fromList,
    int repeats,
    String module,
    List<Object> arguments) {

  /** The absolute index of an entry of {@link #from}; -1 in row 0 is the image and stays -1. */
  public int source(int entry) {
    return entry < 0 ? index + entry : entry;
  }
}
