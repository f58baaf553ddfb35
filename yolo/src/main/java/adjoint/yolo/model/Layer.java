package adjoint.yolo.model;

import adjoint.nn.Module;
import java.util.List;

/**
 * A built row of a model file.
 *
 * @param row the row
 * @param repeats the repeat count after the depth multiple
 * @param typeName the module's name without the prefix {@code nn.}
 * @param arguments the arguments that the module was made from
 * @param outputChannels channels that leave the row
 * @param module the module, or a sequence of {@code repeats} modules
 */
public record Layer(
    ModelRow row,
    int repeats,
    String typeName,
    List<Object> arguments,
    int outputChannels,
    Module module) {}
