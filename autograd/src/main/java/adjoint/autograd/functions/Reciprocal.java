package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Reciprocal extends Function {
  public Reciprocal() {}
}
