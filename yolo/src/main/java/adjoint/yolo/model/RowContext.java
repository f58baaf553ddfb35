package adjoint.yolo.model;

import adjoint.tensor.Generator;
import adjoint.yolo.blocks.BlockSettings;
import java.util.List;

/**
 * What is known when a row of a model file is built.
 *
 * @param model the whole description
 * @param row the row
 * @param inputChannels channels of each input, in the order of the row's {@code from}
 * @param previousChannels output channels of the row before
 * @param repeats the row's repeat count after the depth multiple
 * @param settings generator and default activation for the row's modules
 */
public record RowContext(
    ModelDescription model,
    ModelRow row,
    List<Integer> inputChannels,
    int previousChannels,
    int repeats,
    BlockSettings settings) {

  /**
   * Channels of the only input.
   *
   * @throws IllegalArgumentException if the row has several inputs
   */
  public int inputChannel() {
    if (inputChannels.size() != 1) {
      throw new IllegalArgumentException("takes one input, the row names " + inputChannels.size());
    }
    return inputChannels.get(0);
  }

  /** The generator for initial values. */
  public Generator generator() {
    return settings.generator();
  }
}
