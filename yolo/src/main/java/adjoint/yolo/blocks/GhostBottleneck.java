package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Identity;
import adjoint.nn.Module;
import adjoint.nn.Sequential;

/**
 * Two {@link GhostConv}s, with a depthwise convolution between them for stride 2, and a shortcut.
 */
public final class GhostBottleneck extends Module {
  private final Module conv;
  private final Module shortcut;

  /** Creates the block; for {@code stride} 1 the channel counts must be equal. */
  public GhostBottleneck(int c1, int c2, int kernel, int stride, BlockSettings settings) {
    int hidden = c2 / 2;
    conv =
        child(
            "conv",
            new Sequential(
                new GhostConv(c1, hidden, 1, 1, 1, true, settings),
                stride == 2
                    ? new DWConv(hidden, hidden, kernel, stride, Activations.none(), settings)
                    : new Identity(),
                new GhostConv(hidden, c2, 1, 1, 1, false, settings)));
    shortcut = child("shortcut", stride == 2 ? smaller(c1, c2, kernel, settings) : new Identity());
  }

  private static Module smaller(int c1, int c2, int kernel, BlockSettings settings) {
    Conv widen = new Conv(c1, c2, 1, 1, Conv.samePadding(1, 1), Activations.none(), settings);
    return new Sequential(new DWConv(c1, c1, kernel, 2, Activations.none(), settings), widen);
  }

  @Override
  public Variable forward(Variable x) {
    return conv.forward(x).add(shortcut.forward(x));
  }
}
