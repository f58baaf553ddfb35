package adjoint.yolo.blocks;

/** A {@link C3} of {@link GhostBottleneck}s. */
public final class C3Ghost extends C3 {
  /** Creates the stage; ghost bottlenecks have neither a shortcut setting nor groups. */
  public C3Ghost(
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
        hidden -> repeat(repeats, () -> new GhostBottleneck(hidden, hidden, 3, 1, settings)),
        settings);
  }
}
