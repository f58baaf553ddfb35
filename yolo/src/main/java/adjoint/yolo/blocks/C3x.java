package adjoint.yolo.blocks;

/** A {@link C3} of {@link CrossConv}s. */
public final class C3x extends C3 {
  /** Creates the stage. */
  public C3x(
      int c1,
      int c2,
      int repeats,
      boolean shortcut,
      int groups,
      double expansion,
      BlockSettings settings) {
    super(
        c1,
        c2,
        expansion,
        hidden ->
            repeat(
                repeats, () -> new CrossConv(hidden, hidden, 3, 1, groups, 1, shortcut, settings)),
        settings);
  }
}
