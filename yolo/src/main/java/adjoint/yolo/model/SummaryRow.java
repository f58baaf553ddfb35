package adjoint.yolo.model;

import java.util.List;

/**
 * One line of a model's table.
 *
 * @param index the row's number
 * @param from the rows whose outputs are the input
 * @param fromList whether the file wrote {@code from} as a list
 * @param repeats after the depth multiple
 * @param parameters number of trained numbers
 * @param module the module's name
 * @param arguments the arguments that the module was made from
 */
public record SummaryRow(
    int index,
    List<Integer> from,
    boolean fromList,
    int repeats,
    long parameters,
    String module,
    List<Object> arguments) {}
