package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Minimum extends Function {
  public Minimum() {}
}
