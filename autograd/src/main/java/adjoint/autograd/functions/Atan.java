package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Atan extends Function {
  public Atan() {}
}
