package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Cos extends Function {
  public Cos() {}
}
