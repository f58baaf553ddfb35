package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Erf extends Function {
  public Erf() {}
}
