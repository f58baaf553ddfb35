package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code 1 / (1 + e^-x)}. */
public final class Sigmoid extends Module {
  /** Creates the module, which has no state. */
  public Sigmoid() {}

  @Override
  public Variable forward(Variable x) {
    return x.sigmoid();
  }
}
