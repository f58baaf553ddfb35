package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Relu extends Function {
  public Relu() {}
}
