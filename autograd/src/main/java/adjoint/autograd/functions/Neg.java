package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Neg extends Function {
  public Neg() {}
}
