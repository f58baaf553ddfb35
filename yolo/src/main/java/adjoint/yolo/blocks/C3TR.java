package adjoint.yolo.blocks;

/** A {@link C3} whose inner module is a {@link TransformerBlock} with four heads. */
public final class C3TR extends C3 {
  private static final int HEADS = 4;

  /**
   * Creates the stage with {@code repeats} layers; a transformer has neither shortcut nor groups.
   */
  public C3TR(
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
        hidden -> new TransformerBlock(hidden, hidden, HEADS, repeats, settings),
        settings);
  }
}
