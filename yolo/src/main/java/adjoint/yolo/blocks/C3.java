package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.nn.Sequential;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A cross-stage-partial stage with three convolutions: {@code y = cv3(concat(m(cv1(x)), cv2(x)))},
 * where {@code m} is a run of {@link Bottleneck}s on half of the channels. Its variants exchange
 * {@code m}.
 */
public class C3 extends Module {
  private final Conv cv1;
  private final Conv cv2;
  private final Conv cv3;
  private final Module m;

  /**
   * Creates the stage.
   *
   * @param repeats number of bottlenecks
   * @param shortcut whether the bottlenecks add their input
   * @param groups groups of the bottlenecks' 3 x 3 convolutions
   * @param expansion hidden channels divided by {@code c2}
   */
  public C3(
      int c1,
      int c2,
      int repeats,
      boolean shortcut,
      int groups,
      double expansion,
      BlockSettings settings) {
    this(
        c1,
        c2,
        expansion,
        hidden ->
            repeat(repeats, () -> new Bottleneck(hidden, hidden, shortcut, groups, 1, settings)),
        settings);
  }

  /** A stage with another inner module, made for the number of hidden channels. */
  protected C3(
      int c1,
      int c2,
      double expansion,
      IntFunction<? extends Module> inner,
      BlockSettings settings) {
    int hidden = (int) (c2 * expansion);
    cv1 = child("cv1", new Conv(c1, hidden, 1, 1, settings));
    cv2 = child("cv2", new Conv(c1, hidden, 1, 1, settings));
    cv3 = child("cv3", new Conv(2 * hidden, c2, 1, 1, settings));
    m = child("m", inner.apply(hidden));
  }

  @Override
  public Variable forward(Variable x) {
    Variable deep = m.forward(cv1.forward(x));
    return cv3.forward(Variable.concat(List.of(deep, cv2.forward(x)), 1));
  }

  /** The same block several times, one after another. */
  static Sequential repeat(int repeats, Supplier<Module> block) {
    Sequential blocks = new Sequential();
    for (int i = 0; i < repeats; i++) {
      blocks.add(block.get());
    }
    return blocks;
  }
}
