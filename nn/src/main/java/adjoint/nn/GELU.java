package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code x * P(N <= x)} for a standard normal N, exactly, by the error function. */
public final class GELU extends Module {
  /** Creates the module, which has no state. */
  public GELU() {}

  @Override
  public Variable forward(Variable x) {
    return x.gelu();
  }
}
