package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Pow extends Function {
  public Pow() {}
}
