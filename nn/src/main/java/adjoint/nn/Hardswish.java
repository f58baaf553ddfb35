package adjoint.nn;

import adjoint.autograd.Variable;

/** {@code x * clamp(x + 3, 0, 6) / 6}. */
public final class Hardswish extends Module {
  /** Creates the module, which has no state. */
  public Hardswish() {}

  @Override
  public Variable forward(Variable x) {
    return x.hardswish();
  }
}
