package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sigmoid extends Function {
  public Sigmoid() {}
}
