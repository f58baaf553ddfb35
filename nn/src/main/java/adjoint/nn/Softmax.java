package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code e^x / sum(e^x)} along a dimension. */
public final class Softmax extends Module {
  private final int dimension;

  /** Along {@code dimension}; negative ones count from the end. */
  public Softmax(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Variable forward(Variable x) {
    return x.softmax(dimension);
  }

  @Override
  protected String settings() {
    return "dim=" + dimension;
  }
}
