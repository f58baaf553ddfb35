package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code max(x, 0)}. */
public final class ReLU extends Module {
  /** Creates the module, which has no state. */
  public ReLU() {}

  @Override
  public Variable forward(Variable x) {
    return x.relu();
  }
}
