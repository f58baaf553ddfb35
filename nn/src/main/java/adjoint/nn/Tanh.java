package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code tanh(x)}. */
public final class Tanh extends Module {
  /** Creates the module, which has no state. */
  public Tanh() {}

  @Override
  public Variable forward(Variable x) {
    return x.tanh();
  }
}
