package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code log(1 + e^x)}. */
public final class Softplus extends Module {
  /** Creates the module, which has no state. */
  public Softplus() {}

  @Override
  public Variable forward(Variable x) {
    return x.softplus();
  }
}
