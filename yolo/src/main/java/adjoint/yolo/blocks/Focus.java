package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import java.util.List;

/** Every second pixel in four phases beside each other as channels, then a {@link Conv}. */
public final class Focus extends Module {
  private final Conv conv;

  /** Creates the block; height and width of its input must be even. */
  public Focus(
      int c1, int c2, int kernel, Conv2dOptions options, Module act, BlockSettings settings) {
    conv = child("conv", new Conv(4 * c1, c2, kernel, kernel, options, act, settings));
  }

  @Override
  public Variable forward(Variable x) {
    return conv.forward(
        Variable.concat(
            List.of(phase(x, 0, 0), phase(x, 1, 0), phase(x, 0, 1), phase(x, 1, 1)), 1));
  }

  private static Variable phase(Variable x, int row, int column) {
    return x.slice(2, row, x.size(2), 2).slice(3, column, x.size(3), 2);
  }
}
