package adjoint.nn;

import adjoint.autograd.Variable;

/** Merges dimensions. */
public final class Flatten extends Module {
  private final int first;
  private final int last;

  /** Merges all dimensions but the first. */
  public Flatten() {
    this(1, -1);
  }

  /** Merges the dimensions from {@code first} to {@code last}, both included. */
  public Flatten(int first, int last) {
    this.first = first;
    this.last = last;
  }

  @Override
  public Variable forward(Variable x) {
    return x.flatten(first, last);
  }

  @Override
  protected String settings() {
    return "start_dim=" + first + ", end_dim=" + last;
  }
}
