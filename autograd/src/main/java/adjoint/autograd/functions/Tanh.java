package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Tanh extends Function {
  public Tanh() {}
}
