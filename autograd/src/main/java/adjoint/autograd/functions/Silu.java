package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Silu extends Function {
  public Silu() {}
}
