package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Cumsum extends Function {
  public Cumsum(int dimension) {}
}
