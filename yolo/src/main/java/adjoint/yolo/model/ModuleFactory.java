package adjoint.yolo.model;

import adjoint.nn.Module;

/** Makes the module of one row of a model file. */
@FunctionalInterface
public interface ModuleFactory {
  /**
   * Makes a module.
   *
   * @param context the row, the channels that arrive, and the generator for initial values
   * @param arguments the arguments that the {@link ChannelRule} gives, to be read in order
   * @throws IllegalArgumentException if the arguments do not suit; the builder adds file and row
   */
  Module create(RowContext context, Arguments arguments);
}
