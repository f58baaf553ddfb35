package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.MaxPool2d;
import adjoint.nn.Module;
import adjoint.tensor.Pool2dOptions;
import java.util.List;

/**
 * Fast spatial pyramid pooling: one max-pooling applied one, two and three times, which gives the
 * windows k, 2k - 1 and 3k - 2; all joined with the input by a 1 x 1 convolution.
 */
public final class SPPF extends Module {
  private final Conv cv1;
  private final Conv cv2;
  private final MaxPool2d m;

  /** Creates the block with a k x k window. */
  public SPPF(int c1, int c2, int kernel, BlockSettings settings) {
    int hidden = c1 / 2;
    cv1 = child("cv1", new Conv(c1, hidden, 1, 1, settings));
    cv2 = child("cv2", new Conv(4 * hidden, c2, 1, 1, settings));
    m = child("m", new MaxPool2d(Pool2dOptions.of(kernel, 1, kernel / 2)));
  }

  @Override
  public Variable forward(Variable x) {
    Variable a = cv1.forward(x);
    Variable b = m.forward(a);
    Variable c = m.forward(b);
    return cv2.forward(Variable.concat(List.of(a, b, c, m.forward(c)), 1));
  }
}
