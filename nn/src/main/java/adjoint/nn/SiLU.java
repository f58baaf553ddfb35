package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code x * sigmoid(x)}. */
public final class SiLU extends Module {
  /** Creates the module, which has no state. */
  public SiLU() {}

  @Override
  public Variable forward(Variable x) {
    return x.silu();
  }
}
