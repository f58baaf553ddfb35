package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.MaxPool2d;
import adjoint.nn.Module;
import adjoint.nn.ModuleList;
import adjoint.tensor.Pool2dOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Spatial pyramid pooling: max-poolings with several windows beside each other, joined with the
 * input by a 1 x 1 convolution. Source: He, Zhang, Ren, Sun, "Spatial Pyramid Pooling in Deep
 * Convolutional Networks for Visual Recognition", arXiv:1406.4729.
 */
public final class SPP extends Module {
  private final Conv cv1;
  private final Conv cv2;
  private final List<Module> pools = new ArrayList<>();

  /** Creates the block; each window is k x k with stride 1 and padding k / 2. */
  public SPP(int c1, int c2, List<Integer> kernels, BlockSettings settings) {
    int hidden = c1 / 2;
    cv1 = child("cv1", new Conv(c1, hidden, 1, 1, settings));
    cv2 = child("cv2", new Conv(hidden * (kernels.size() + 1), c2, 1, 1, settings));
    for (int kernel : kernels) {
      pools.add(new MaxPool2d(Pool2dOptions.of(kernel, 1, kernel / 2)));
    }
    child("m", new ModuleList(pools));
  }

  @Override
  public Variable forward(Variable x) {
    Variable a = cv1.forward(x);
    List<Variable> all = new ArrayList<>(List.of(a));
    pools.forEach(pool -> all.add(pool.forward(a)));
    return cv2.forward(Variable.concat(all, 1));
  }
}
