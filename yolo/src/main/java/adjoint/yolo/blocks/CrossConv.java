package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;

/** A 1 x k and a k x 1 convolution, plus the input where a shortcut is wanted and c1 = c2. */
public final class CrossConv extends Module {
  private final Conv cv1;
  private final Conv cv2;
  private final boolean add;

  /**
   * Creates the block.
   *
   * @param stride along each axis in the convolution that runs along it
   * @param groups groups of the second convolution
   * @param expansion hidden channels divided by {@code c2}
   */
  public CrossConv(
      int c1,
      int c2,
      int kernel,
      int stride,
      int groups,
      double expansion,
      boolean shortcut,
      BlockSettings settings) {
    int hidden = (int) (c2 * expansion);
    cv1 =
        child(
            "cv1",
            new Conv(
                c1,
                hidden,
                1,
                kernel,
                Conv.samePadding(1, kernel).withStride(1, stride),
                settings.newActivation(),
                settings));
    cv2 =
        child(
            "cv2",
            new Conv(
                hidden,
                c2,
                kernel,
                1,
                Conv.samePadding(kernel, 1).withStride(stride, 1).withGroups(groups),
                settings.newActivation(),
                settings));
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
