package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.nn.SiLU;
import adjoint.tensor.Conv2dOptions;
import java.util.List;

/**
 * A cross-stage-partial stage with four convolutions: {@code y = cv4(silu(bn(concat(cv3(m(cv1(x))),
 * cv2(x)))))}; cv2 and cv3 are bare 1 x 1 convolutions without bias. Source: Wang, Liao, Yeh, Wu,
 * Chen, Hsieh, "CSPNet: A New Backbone that can Enhance Learning Capability of CNN",
 * arXiv:1911.11929.
 */
public final class BottleneckCSP extends Module {
  private final Conv cv1;
  private final Conv2d cv2;
  private final Conv2d cv3;
  private final Conv cv4;
  private final BatchNorm2d bn;
  private final Module act;
  private final Module m;

  /** Creates the stage with the arguments of {@link C3}. */
  public BottleneckCSP(
      int c1,
      int c2,
      int repeats,
      boolean shortcut,
      int groups,
      double expansion,
      BlockSettings settings) {
    int hidden = (int) (c2 * expansion);
    cv1 = child("cv1", new Conv(c1, hidden, 1, 1, settings));
    cv2 = child("cv2", bare(c1, hidden, settings));
    cv3 = child("cv3", bare(hidden, hidden, settings));
    cv4 = child("cv4", new Conv(2 * hidden, c2, 1, 1, settings));
    bn = child("bn", new BatchNorm2d(2 * hidden));
    act = child("act", new SiLU());
    m =
        child(
            "m",
            C3.repeat(
                repeats, () -> new Bottleneck(hidden, hidden, shortcut, groups, 1, settings)));
  }

  private static Conv2d bare(int c1, int c2, BlockSettings settings) {
    return new Conv2d(c1, c2, 1, 1, Conv2dOptions.DEFAULT, false, settings.generator());
  }

  @Override
  public Variable forward(Variable x) {
    Variable deep = cv3.forward(m.forward(cv1.forward(x)));
    Variable both = Variable.concat(List.of(deep, cv2.forward(x)), 1);
    return cv4.forward(act.forward(bn.forward(both)));
  }
}
