package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;

/**
 * {@code y = cv2(cv1(x))}, a 1 x 1 and a 3 x 3 convolution, plus {@code x} where a shortcut is
 * wanted and {@code c1 = c2}.
 */
public final class Bottleneck extends Module {
  private final Conv cv1;
  private final Conv cv2;
  private final boolean add;

  /**
   * Creates the block.
   *
   * @param groups groups of the 3 x 3 convolution
   * @param expansion hidden channels divided by {@code c2}
   */
  public Bottleneck(
      int c1, int c2, boolean shortcut, int groups, double expansion, BlockSettings settings) {
    int hidden = (int) (c2 * expansion);
    cv1 = child("cv1", new Conv(c1, hidden, 1, 1, settings));
    cv2 = child("cv2", new Conv(hidden, c2, 3, 1, groups, settings));
    add = shortcut && c1 == c2;
  }

  /** Whether the input is added. */
  public boolean hasShortcut() {
    return add;
  }

  @Override
  public Variable forward(Variable x) {
    Variable y = cv2.forward(cv1.forward(x));
    return add ? x.add(y) : y;
  }
}
