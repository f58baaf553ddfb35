package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Softplus extends Function {
  public Softplus() {}
}
