package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Acos extends Function {
  public Acos() {}
}
