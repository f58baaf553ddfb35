package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Abs extends Function {
  public Abs() {}
}
