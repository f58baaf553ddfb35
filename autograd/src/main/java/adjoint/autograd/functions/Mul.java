package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Mul extends Function {
  public Mul() {}
}
