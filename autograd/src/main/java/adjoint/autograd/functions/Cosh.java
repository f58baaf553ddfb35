package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Cosh extends Function {
  public Cosh() {}
}
