package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code x * tanh(log(1 + e^x))}. */
public final class Mish extends Module {
  /** Creates the module, which has no state. */
  public Mish() {}

  @Override
  public Variable forward(Variable x) {
    return x.mish();
  }
}
