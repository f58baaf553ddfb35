package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sinh extends Function {
  public Sinh() {}
}
