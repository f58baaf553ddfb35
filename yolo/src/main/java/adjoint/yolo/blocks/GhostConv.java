package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import java.util.List;

/**
 * Half of the output channels by a convolution, the other half from these by a cheap 5 x 5
 * depthwise one. Source: Han, Wang, Tian, Guo, Xu, Xu, "GhostNet: More Features from Cheap
 * Operations", arXiv:1911.11907.
 */
public final class GhostConv extends Module {
  private final Conv cv1;
  private final Conv cv2;

  /** Creates the block; {@code activated} says whether both convolutions have an activation. */
  public GhostConv(
      int c1,
      int c2,
      int kernel,
      int stride,
      int groups,
      boolean activated,
      BlockSettings settings) {
    int hidden = c2 / 2;
    cv1 = child("cv1", conv(c1, hidden, kernel, stride, groups, activated, settings));
    cv2 = child("cv2", conv(hidden, hidden, 5, 1, hidden, activated, settings));
  }

  private static Conv conv(
      int c1,
      int c2,
      int kernel,
      int stride,
      int groups,
      boolean activated,
      BlockSettings settings) {
    return new Conv(
        c1,
        c2,
        kernel,
        kernel,
        Conv.samePadding(kernel, kernel).withStride(stride).withGroups(groups),
        activated ? settings.newActivation() : Activations.none(),
        settings);
  }

  @Override
  public Variable forward(Variable x) {
    Variable y = cv1.forward(x);
    return Variable.concat(List.of(y, cv2.forward(y)), 1);
  }
}
