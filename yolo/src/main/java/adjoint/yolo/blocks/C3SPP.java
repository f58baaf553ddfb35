package adjoint.yolo.blocks;

import java.util.List;

/** A {@link C3} whose inner module is an {@link SPP}. */
public final class C3SPP extends C3 {
  /**
   * Creates the stage.
   *
   * @param kernels windows of the pooling
   * @param repeats has no effect, nor have {@code shortcut} and {@code groups}; they keep the order
   *     of arguments that model files use
   */
  public C3SPP(
      int c1,
      int c2,
      List<Integer> kernels,
      int repeats,
      boolean shortcut,
      int groups,
      double expansion,
      BlockSettings settings) {
    super(c1, c2, expansion, hidden -> new SPP(hidden, hidden, kernels, settings), settings);
  }
}
