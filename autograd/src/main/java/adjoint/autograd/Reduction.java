package adjoint.autograd;

/** How the losses of single elements or samples become the loss. */
public enum Reduction {
  /** They do not: the result has one loss for each. */
  NONE,
  /** Their mean. */
  MEAN,
  /** Their sum. */
  SUM;

  /** Applies this to the losses. */
  public Variable of(Variable losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }
}
